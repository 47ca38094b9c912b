import { HomePage } from "@/app/(foyer)/home-page";
import { titleOf } from "@/app/(foyer)/notice-title";
import { signedOutNotice } from "@/app/(foyer)/sign-in/signed-out-notice";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { SignInCard } from "@/components/sign-in/sign-in-card";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { readLastProvider } from "@/lib/auth/sign-in/last-provider-cookie";
import { readFlash } from "@/lib/flash/flash";
import { pageTranslator } from "@/lib/i18n/page-locale";

export const generateMetadata = () => titleOf(null);

/**
 * The door for visitors, and the home page of signed-in users. Has no client component, signed in or out:
 * Next.js would load those of both states with either.
 */
export default async function FrontPage() {
  const user = await getCurrentUser();
  if (user) return <HomePage user={user} notice={await readFlash(providerName)} />;
  const notice = await signedOutNotice();
  const t = await pageTranslator();
  return (
    <PageFrame door="opening" t={t}>
      <NoticeBanner notice={notice} t={t} />
      <SignInCard
        providers={offeredProviders()}
        lastProvider={await readLastProvider()}
        callbackUrl="/"
        t={t}
      />
    </PageFrame>
  );
}
