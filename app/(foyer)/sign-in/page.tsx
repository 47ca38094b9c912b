import { redirect } from "next/navigation";
import { titleOf } from "@/app/(foyer)/notice-title";
import { signedOutNotice } from "@/app/(foyer)/sign-in/signed-out-notice";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { SignInCard } from "@/components/sign-in/sign-in-card";
import { offeredProviders } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { readLastProvider } from "@/lib/auth/sign-in/last-provider-cookie";
import { readLinkToken } from "@/lib/auth/sign-in/link-token";
import { returnPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";

export async function generateMetadata() {
  const t = await pageTranslator();
  return titleOf(t("signIn.pageTitle"));
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await getCurrentUser()) redirect("/");
  const parameters = await searchParams;
  const t = await pageTranslator();
  return (
    <PageFrame door="opening" t={t}>
      <NoticeBanner notice={await signedOutNotice()} t={t} />
      <SignInCard
        providers={offeredProviders()}
        lastProvider={await readLastProvider()}
        callbackUrl={returnPath(parameters.callbackUrl)}
        link={readLinkToken(parameters)}
        t={t}
      />
    </PageFrame>
  );
}
