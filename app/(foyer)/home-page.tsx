import { RecoveryUnderWay } from "@/app/(foyer)/account/recovery-under-way";
import { NewSignIns } from "@/app/(foyer)/account/sessions/new-sign-ins";
import { AppFrame } from "@/components/app-frame";
import { StartHere } from "@/components/home/start-here";
import { NoticeBanner } from "@/components/page/notice-banner";
import { ForeignText } from "@/components/text/foreign-text";
import { greetingName } from "@/components/text/greeting-name";
import { buttonVariants } from "@/components/ui/button";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import type { Notice } from "@/lib/flash/notice";
import { pageTranslator } from "@/lib/i18n/page-locale";

type HomePageProps = { user: CurrentUser; notice: Notice | null };

/**
 * The home page of a signed-in user. Your app starts here: replace everything below the notices. The page
 * of visitors who aren't signed in is in page.tsx.
 */
export async function HomePage({ user, notice }: HomePageProps) {
  return (
    <AppFrame user={user}>
      <div className="flex max-w-160 flex-col gap-3 empty:hidden">
        <NoticeBanner notice={notice} t={await pageTranslator()} />
        <RecoveryUnderWay user={user} returnTo="/" />
        <NewSignIns user={user} returnTo="/" />
      </div>
      <div className="flex flex-col gap-2">
        <h1>
          Good to see you, <ForeignText>{greetingName(user)}</ForeignText>
        </h1>
        <p className="text-muted wrap-anywhere">
          You’re signed in as <ForeignText>{user.username}</ForeignText> with{" "}
          {providerName(user.provider)}.
        </p>
      </div>
      {process.env.NODE_ENV === "development" ? (
        <StartHere />
      ) : (
        <a href="/account" className={buttonVariants({ size: "compact" })}>
          Manage your account
        </a>
      )}
    </AppFrame>
  );
}
