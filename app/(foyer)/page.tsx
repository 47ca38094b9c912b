import { RecoveryUnderWay } from "@/app/(foyer)/account/recovery-under-way";
import { NewSignIns } from "@/app/(foyer)/account/sessions/new-sign-ins";
import { signedOutNotice } from "@/app/(foyer)/sign-in/signed-out-notice";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { SignInCard } from "@/components/sign-in/sign-in-card";
import { UserGreeting } from "@/components/sign-in/user-greeting";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { readLastProvider } from "@/lib/auth/sign-in/last-provider-cookie";
import { readFlash } from "@/lib/flash/flash";

/** Has no client component, signed in or out: Next.js would load those of both states with either. */
export default async function HomePage() {
  const user = await getCurrentUser();
  const notice = user ? await readFlash(providerName) : await signedOutNotice();
  return (
    <PageFrame>
      <NoticeBanner notice={notice} />
      {user && <RecoveryUnderWay user={user} returnTo="/" />}
      {user && <NewSignIns user={user} returnTo="/" />}
      {user ? (
        <UserGreeting user={user} providerName={providerName(user.provider)} />
      ) : (
        <SignInCard
          heading="Welcome"
          providers={offeredProviders()}
          lastProvider={await readLastProvider()}
          callbackUrl="/"
        />
      )}
    </PageFrame>
  );
}
