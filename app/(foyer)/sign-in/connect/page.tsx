import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { StartNewForm } from "@/app/(foyer)/sign-in/connect/start-new-form";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { Section } from "@/components/section";
import { SignInButton } from "@/components/sign-in/sign-in-button";
import { listNames } from "@/components/text/list-names";
import { buttonVariants } from "@/components/ui/button";
import { type PendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import { pageTranslator } from "@/lib/i18n/page-locale";
import type { Translator } from "@/lib/i18n/translator";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("connect.title") };
}

/** For a visitor whose verified address belongs to an existing user: sign in as that user, or start anew. */
export default async function ExistingAccountPage() {
  if (await getCurrentUser()) redirect("/account/connections/offer");
  const link = await readPendingLink();
  if (!link) redirect("/sign-in");
  const providers = offeredProviders().filter(({ id }) => link.ownerProviders.includes(id));
  const t = await pageTranslator();
  return (
    <PageFrame t={t}>
      <NoticeBanner notice={await readFlash(providerName)} t={t} />
      <PageMessage title={t("connect.title")} text={guidance(link, t)} />
      {providers.length === 0 && link.ownerProviders.length > 0 && (
        <p className="text-center">{t("connect.notAvailable")}</p>
      )}
      <div className="flex max-w-sm flex-col gap-3">
        {providers.map((provider) => (
          <SignInButton key={provider.id} provider={provider} callbackUrl={link.returnTo} t={t} />
        ))}
      </div>
      <Section title={t("connect.newAccount.title")}>
        <p className="text-balance text-muted text-sm">{t("connect.newAccount.text")}</p>
        <StartNewForm t={t} />
      </Section>
      <a href="/sign-in" className={buttonVariants({ variant: "menu", className: "underline" })}>
        {t("connect.signInAnotherWay")}
      </a>
    </PageFrame>
  );
}

function guidance({ provider, ownerProviders }: PendingLink, t: Translator): string {
  // Such as a user moved from another system, where they had a password.
  if (ownerProviders.length === 0) return t("connect.textNoProvider");
  const owners = listNames("or", ownerProviders.map(providerName), t);
  return ownerProviders.includes(provider)
    ? t("connect.textSameProvider", { owners })
    : t("connect.text", { owners, provider: providerName(provider) });
}
