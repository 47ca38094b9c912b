import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountPage } from "@/app/account/account-page";
import { ConfirmVisitor } from "@/app/account/confirm-visitor";
import { acceptOffer } from "@/app/account/connections/offer/accept-offer";
import { declineOffer } from "@/app/account/connections/offer/decline-offer";
import { ForeignText } from "@/components/foreign-text";
import { SubmitButton } from "@/components/submit-button";
import { SubmitScope } from "@/components/submit-scope";
import { readConnectOffer } from "@/lib/auth/connect-offer";
import { requireVisitor } from "@/lib/auth/current-user";
import { providerName } from "@/lib/auth/providers";
import { isRecent } from "@/lib/auth/recent-sign-in";

const connectionsPath = "/account/connections";
const path = `${connectionsPath}/offer`;

export const metadata: Metadata = { title: "Connect an account" };

export default async function OfferPage() {
  const visitor = await requireVisitor(path);
  const offer = await readConnectOffer();
  if (offer?.userId !== visitor.id) redirect(connectionsPath);
  const provider = providerName(offer.provider);
  return (
    <AccountPage visitor={visitor} current={connectionsPath} title={`Connect ${provider}?`}>
      <p className="wrap-anywhere">
        Somebody in this browser has just shown that the {provider} account{" "}
        <ForeignText>{offer.email}</ForeignText> is theirs. If that was you, connect it: either
        button signs you in from then on.
      </p>
      {!isRecent(visitor) && <ConfirmVisitor visitor={visitor} returnTo={path} />}
      <SubmitScope>
        <div className="flex flex-wrap gap-3">
          {isRecent(visitor) && (
            <form action={acceptOffer}>
              <SubmitButton variant="primary" size="compact" pendingText={`Connecting ${provider}`}>
                Connect {provider}
              </SubmitButton>
            </form>
          )}
          <form action={declineOffer}>
            <SubmitButton size="compact" pendingText="Leaving it">
              Not now
            </SubmitButton>
          </form>
        </div>
      </SubmitScope>
    </AccountPage>
  );
}
