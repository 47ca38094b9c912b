import { AccountPage } from "@/app/(foyer)/account/account-page";
import { changeAddress } from "@/app/(foyer)/account/change-address";
import { saveProfile } from "@/app/(foyer)/account/save-profile";
import { titleOf } from "@/app/(foyer)/notice-title";
import { AddressSection } from "@/components/account/address-section";
import { Panel } from "@/components/account/panel";
import { PictureUpload } from "@/components/account/picture-upload";
import { ProfileForm } from "@/components/account/profile-form";
import { Avatar } from "@/components/avatar";
import { usernameHelp } from "@/lib/account/profile-words";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { type Connection, listConnections } from "@/lib/db/accounts";
import { isOwnPicture } from "@/lib/db/pictures";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { readFlashMessage } from "@/lib/flash/flash";
import { waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

export async function generateMetadata() {
  const t = await pageTranslator();
  return titleOf(t("profile.title"));
}

export default async function ProfilePage() {
  const user = await requireUser("/account");
  const connections = await redirectIfUnavailable(() => listConnections(user.id));
  const t = await pageTranslator();
  const message = await readFlashMessage();
  const pictured = connections.find(({ image }) => image !== null && image === user.image);
  const pictures = picturesOf(user.image, connections, t);
  return (
    <AccountPage
      user={user}
      current="/account"
      title={t("profile.title")}
      description={t("profile.description")}
    >
      <Panel>
        <h2 className="-mb-2 font-medium text-sm">{t("profile.picture.label")}</h2>
        <div className="mb-2 flex gap-4">
          <Avatar name={user.name || user.username} picture={user.image} />
          <PictureUpload
            isRefused={message?.kind === "picture-refused"}
            words={{
              file: t("profile.upload.file"),
              upload: t("profile.upload.upload"),
              uploading: t("profile.upload.uploading"),
              help: t("profile.upload.help"),
            }}
          />
        </div>
        <ProfileForm
          current={{
            username: user.username,
            name: user.name ?? "",
            picture: isOwnPicture(user.image) ? "own" : (pictured?.id ?? "none"),
          }}
          pictures={pictures}
          saveProfile={saveProfile}
          words={{
            username: t("profile.username.label"),
            usernameHelp: usernameHelp(t),
            name: t("profile.name.label"),
            picture: t("profile.picture.label"),
            replacesOwn: t("profile.picture.replacesOwn"),
            save: t("profile.save"),
            saving: t("profile.saving"),
            notSaved: t("profile.notSaved"),
          }}
        />
      </Panel>
      <AddressSection
        email={user.email}
        unconfirmedEmail={user.unconfirmedEmail}
        connections={connections}
        providerName={providerName}
        changeAddress={changeAddress}
        waitHref={isKnownDevice(user) ? null : waitPath("/account")}
        t={t}
      />
    </AccountPage>
  );
}

function picturesOf(image: string | null, connections: Connection[], t: Translator) {
  const own = isOwnPicture(image) ? [{ id: "own", label: t("profile.picture.own"), image }] : [];
  const fromProviders = connections
    .filter(({ image }) => image !== null)
    .map(({ id, provider, image }) => ({
      id,
      label: t("profile.picture.from", { provider: providerName(provider) }),
      image,
    }));
  return [...own, ...fromProviders, { id: "none", label: t("profile.picture.none"), image: null }];
}
