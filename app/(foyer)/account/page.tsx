import { AccountPage } from "@/app/(foyer)/account/account-page";
import { changeAddress } from "@/app/(foyer)/account/change-address";
import { saveProfile } from "@/app/(foyer)/account/save-profile";
import { titleOf } from "@/app/(foyer)/notice-title";
import { AddressSection } from "@/components/account/address-section";
import { PictureUpload } from "@/components/account/picture-upload";
import { ProfileForm } from "@/components/account/profile-form";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { type Connection, listConnections } from "@/lib/db/accounts";
import { isOwnPicture } from "@/lib/db/pictures";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { waitPath } from "@/lib/http/return-path";
import { usernameRules } from "@/lib/usernames/username";

export const generateMetadata = () => titleOf("Profile");

export default async function ProfilePage() {
  const user = await requireUser("/account");
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const pictured = connections.find(({ image }) => image !== null && image === user.image);
  return (
    <AccountPage
      user={user}
      current="/account"
      title="Profile"
      description={`Your name, picture and address. You signed in with ${providerName(user.provider)}.`}
    >
      <ProfileForm
        current={{
          username: user.username,
          name: user.name ?? "",
          picture: isOwnPicture(user.image) ? "own" : (pictured?.id ?? "none"),
        }}
        usernameHelp={`${usernameRules}.`}
        pictures={picturesOf(user.image, connections)}
        saveProfile={saveProfile}
      />
      <PictureUpload />
      <AddressSection
        email={user.email}
        unconfirmedEmail={user.unconfirmedEmail}
        connections={connections}
        providerName={providerName}
        changeAddress={changeAddress}
        waitHref={isKnownDevice(user) ? null : waitPath("/account")}
      />
    </AccountPage>
  );
}

function picturesOf(image: string | null, connections: Connection[]) {
  const own = isOwnPicture(image) ? [{ id: "own", label: "Your picture", image }] : [];
  const fromProviders = connections
    .filter(({ image }) => image !== null)
    .map(({ id, provider, image }) => ({ id, label: `From ${providerName(provider)}`, image }));
  return [...own, ...fromProviders, { id: "none", label: "No picture", image: null }];
}
