import { headers } from "next/headers";
import { NewSignIns } from "@/app/account/sessions/new-sign-ins";
import { signOut } from "@/app/end-session";
import { startSignIn } from "@/app/sign-in/start-sign-in";
import { NoticeBanner } from "@/components/notice-banner";
import { PageFrame } from "@/components/page-frame";
import { ReloadWhenRestoredScript } from "@/components/reload-when-restored-script";
import { SignInCard } from "@/components/sign-in-card";
import { UserGreeting } from "@/components/visitor-greeting";
import { getCurrentUser } from "@/lib/auth/current-user";
import { readFlash } from "@/lib/auth/flash";
import { readLastProvider } from "@/lib/auth/last-provider";
import { offeredProviders, providerName } from "@/lib/auth/providers";
import { requestNonce } from "@/lib/security/request-context";

/** Signed in or out it has no client component: Next loads those of both with either. */
export default async function HomePage() {
  const [user, notice] = await Promise.all([getCurrentUser(), readFlash()]);
  return (
    <PageFrame>
      <NoticeBanner notice={notice} />
      {user && <NewSignIns user={user} returnTo="/" />}
      {user ? (
        <>
          <UserGreeting user={user} providerName={providerName(user.provider)} signOut={signOut} />
          <ReloadWhenRestoredScript nonce={requestNonce(await headers())} />
        </>
      ) : (
        <SignInCard
          heading="Welcome"
          providers={offeredProviders()}
          lastProvider={await readLastProvider()}
          callbackUrl="/"
          startSignIn={startSignIn}
        />
      )}
    </PageFrame>
  );
}
