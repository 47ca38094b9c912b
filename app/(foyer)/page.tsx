import { RecoveryUnderWay } from "@/app/(foyer)/account/recovery-under-way";
import { NewSignIns } from "@/app/(foyer)/account/sessions/new-sign-ins";
import { titleOf } from "@/app/(foyer)/notice-title";
import { NoticeBanner } from "@/components/page/notice-banner";
import { PageFrame } from "@/components/page/page-frame";
import { SignInCard } from "@/components/sign-in/sign-in-card";
import { UserGreeting } from "@/components/sign-in/user-greeting";
import { offeredProviders, providerName } from "@/lib/auth/providers/registry";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { readLastProvider } from "@/lib/auth/sign-in/last-provider-cookie";
import { readFlash } from "@/lib/flash/flash";

export const generateMetadata = () => titleOf(null);

/** Has no client component, signed in or out: Next.js would load those of both states with either. */
export default async function HomePage() {
  const [user, notice] = await Promise.all([getCurrentUser(), readFlash(providerName)]);
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
