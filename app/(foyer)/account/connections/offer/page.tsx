import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { acceptLink } from "@/app/(foyer)/account/connections/offer/accept-link";
import { declineLink } from "@/app/(foyer)/account/connections/offer/decline-link";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { ForeignText } from "@/components/text/foreign-text";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { providerName } from "@/lib/auth/providers/registry";
import { requireUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";

const connectionsPath = "/account/connections";
const path = `${connectionsPath}/offer`;

export const metadata: Metadata = { title: "Connect an account" };

export default async function PendingLinkPage() {
  const user = await requireUser(path);
  const link = await readPendingLink();
  if (link?.userId !== user.id) redirect(connectionsPath);
  const provider = providerName(link.provider);
  return (
    <AccountPage user={user} current={connectionsPath} title={`Connect ${provider}?`}>
      <p className="wrap-anywhere">
        Someone just signed in to the {provider} account <ForeignText>{link.email}</ForeignText> in
        this browser. If that was you, connect it: you can then sign in with either account.
      </p>
      {!isFresh(user) && <Reauthenticate user={user} returnTo={path} />}
      <SubmitScope>
        <div className="flex flex-wrap gap-3">
          {isFresh(user) && (
            <form action={acceptLink}>
              <SubmitButton variant="primary" size="compact" pendingText={`Connecting ${provider}`}>
                Connect {provider}
              </SubmitButton>
            </form>
          )}
          <form action={declineLink}>
            <SubmitButton size="compact" pendingText="Skipping">
              Not now
            </SubmitButton>
          </form>
        </div>
      </SubmitScope>
    </AccountPage>
  );
}
