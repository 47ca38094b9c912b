import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { startNew } from "@/app/(foyer)/sign-in/connect/start-new";
import { restore } from "@/app/(foyer)/sign-in/removed/restore";
import { describeDevice } from "@/components/account/device-name";
import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { Section } from "@/components/section";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import { ForeignText } from "@/components/text/foreign-text";
import { exactTime } from "@/components/text/relative-time";
import { buttonVariants } from "@/components/ui/button";
import { readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import { findRemoval, type Removal } from "@/lib/db/removed-accounts";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { readFlash } from "@/lib/flash/flash";
import { pageTranslator } from "@/lib/i18n/page-locale";

export const metadata: Metadata = { title: "This account was disconnected" };

/** For a visitor whose account was removed from a user here: restore it, sign in as before, or start anew. */
export default async function RemovedAccountPage() {
  if (await getCurrentUser()) redirect("/account/connections/offer");
  const link = await readPendingLink();
  if (!link?.removal) redirect("/sign-in");
  const deviceHash = hashDeviceToken(readDeviceToken(await headers()));
  const { removal: id, userId, returnTo } = link;
  const removal = await redirectIfUnavailable(() => findRemoval({ id, userId, deviceHash }));
  if (!removal) redirect("/sign-in");
  const provider = providerName(link.provider);
  const others = offeredProviders().filter((each) => link.ownerProviders.includes(each.id));
  const t = await pageTranslator();
  return (
    <PageFrame>
      <NoticeBanner notice={await readFlash(providerName)} t={t} />
      <RemovalMessage removal={removal} provider={provider} />
      <SubmitScope>
        {removal.isKnownDevice && (
          <Section title="Yours?">
            <p className="text-muted text-sm">
              You have used that account in this browser before. Restore it to connect {provider}{" "}
              again and sign in.
            </p>
            <form action={restore}>
              <SubmitButton variant="primary" pendingText={`Restoring ${provider}`}>
                Restore it
              </SubmitButton>
            </form>
          </Section>
        )}
        {others.length > 0 && (
          <Section title="Sign in another way">
            <p className="text-muted text-sm">
              These are still connected to that account. Continue with one of them, and we’ll ask
              whether to connect {provider} again.
            </p>
            <div className="flex max-w-sm flex-col gap-3">
              {others.map((each) => (
                <SignInButton key={each.id} provider={each} callbackUrl={returnTo} t={t} />
              ))}
            </div>
          </Section>
        )}
        <Section title="Want a new account?">
          <p className="text-muted text-sm">
            Start a new account to keep things separate. If your e-mail address is in use here, the
            new account gets it, unless a provider that we trust more has confirmed it for the
            existing account.
          </p>
          <form action={startNew}>
            <SubmitButton pendingText="Creating your account">Start a new account</SubmitButton>
          </form>
        </Section>
      </SubmitScope>
      <a href="/sign-in" className={buttonVariants()}>
        Back to sign-in
      </a>
    </PageFrame>
  );
}

function RemovalMessage({ removal, provider }: { removal: Removal; provider: string }) {
  const { removedAt, userAgent } = removal;
  const device = userAgent ? describeDevice(userAgent).name : "an unknown browser";
  return (
    <div className="flex flex-col gap-3 text-center">
      <h1>This {provider} account was disconnected</h1>
      <p className="text-balance text-muted wrap-anywhere">
        It was disconnected from an account here on {exactTime(removedAt)}, from{" "}
        <ForeignText>{device}</ForeignText>. You’re not signed in.
      </p>
    </div>
  );
}
