import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { startNew } from "@/app/(foyer)/sign-in/connect/start-new";
import { SubmitButton } from "@/components/forms/submit-button";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { Section } from "@/components/section";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import { buttonVariants } from "@/components/ui/button";
import { type PendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import { pageTranslator } from "@/lib/i18n/page-locale";

export const metadata: Metadata = { title: "You already have an account here" };

/** For a visitor whose verified address belongs to an existing user: sign in as that user, or start anew. */
export default async function ExistingAccountPage() {
  if (await getCurrentUser()) redirect("/account/connections/offer");
  const link = await readPendingLink();
  if (!link) redirect("/sign-in");
  const providers = offeredProviders().filter(({ id }) => link.ownerProviders.includes(id));
  const t = await pageTranslator();
  return (
    <PageFrame>
      <NoticeBanner notice={await readFlash(providerName)} t={t} />
      <PageMessage title="You already have an account here" text={guidance(link)} />
      {providers.length === 0 && (
        <p className="text-center">
          That way to sign in is not available at the moment. Ask the people who run this site.
        </p>
      )}
      <div className="flex max-w-sm flex-col gap-3">
        {providers.map((provider) => (
          <SignInButton key={provider.id} provider={provider} callbackUrl={link.returnTo} t={t} />
        ))}
      </div>
      <Section title="Not your account?">
        <p className="text-muted text-sm">
          If your e-mail address had another owner before you, or you want to keep things separate,
          start a new account. It also gets the address, unless a provider that we trust more has
          confirmed it for the existing account.
        </p>
        <form action={startNew}>
          <SubmitButton pendingText="Creating your account">Start a new account</SubmitButton>
        </form>
      </Section>
      <a href="/sign-in" className={buttonVariants()}>
        Sign in another way
      </a>
    </PageFrame>
  );
}

function guidance({ provider, ownerProviders }: PendingLink): string {
  const names = ownerProviders.map(providerName).join(" or ");
  const which = ownerProviders.includes(provider)
    ? `the ${names} account that you used before`
    : names;
  return `It is connected to ${names}. Continue with ${which}, and then connect your ${providerName(provider)} account to it.`;
}
