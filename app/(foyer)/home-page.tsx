import { RecoveryUnderWay } from "@/app/(foyer)/account/recovery-under-way";
import { NewSignIns } from "@/app/(foyer)/account/sessions/new-sign-ins";
import { accountPages } from "@/components/account/account-navigation";
import { AppFrame } from "@/components/app-frame";
import { Avatar } from "@/components/avatar";
import { StartHere } from "@/components/home/start-here";
import { NoticeBanner } from "@/components/page/notice-banner";
import { cleanForeignText } from "@/components/text/clean-foreign-text";
import { ForeignText } from "@/components/text/foreign-text";
import { greetingName } from "@/components/text/greeting-name";
import { Icon } from "@/components/ui/icon";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import type { Notice } from "@/lib/flash/notice";
import { pageTranslator } from "@/lib/i18n/page-locale";

const isDevelopment = process.env.NODE_ENV === "development";

type HomePageProps = { user: CurrentUser; notice: Notice | null };

/**
 * The home page of a signed-in user. Your app starts here: replace everything but the notices. The page
 * of visitors who aren't signed in is in page.tsx.
 */
export async function HomePage({ user, notice }: HomePageProps) {
  const t = await pageTranslator();
  return (
    <AppFrame user={user} t={t}>
      <div className="mx-auto w-full max-w-[30rem] empty:hidden">
        <NoticeBanner notice={notice} t={t} />
      </div>
      <div className="mx-auto flex w-full max-w-[30rem] flex-col gap-3 empty:hidden">
        <RecoveryUnderWay user={user} returnTo="/" t={t} />
        <NewSignIns user={user} returnTo="/" t={t} />
      </div>
      <div className="floor mx-auto flex w-full max-w-[30rem] flex-col items-center gap-6 rounded-xl border border-line bg-surface p-5 pt-6 text-center sm:p-6">
        <Avatar name={user.name ?? user.username} picture={user.image} />
        <div className="flex w-full flex-col gap-3">
          <h1>
            {t.rich("home.greeting", {
              // On a line of its own if it is long, with what belongs to it, and cut at its own end in every language.
              name: (suffix) => (
                <bdi className="inline-flex max-w-full align-bottom">
                  <span className="truncate">{cleanForeignText(greetingName(user))}</span>
                  <span className="shrink-0">{suffix}</span>
                </bdi>
              ),
            })}
          </h1>
          <p className="text-balance text-muted wrap-anywhere">
            {t.rich("home.signedInAs", {
              // Breaks within the name only if it is wider than the page.
              name: () => (
                <span className="inline-block max-w-full">
                  <ForeignText>{user.username}</ForeignText>
                </span>
              ),
              provider: providerName(user.provider),
            })}
          </p>
        </div>
        {!isDevelopment && (
          <nav aria-label={t("frame.account")} className="w-full border-line border-t pt-3">
            {accountPages.map(({ path, title, drawing }) => (
              <a key={path} href={path} className="menu-row">
                <Icon className="size-5 text-muted">{drawing}</Icon>
                {t(title)}
                <Chevron />
              </a>
            ))}
          </nav>
        )}
      </div>
      {isDevelopment && <StartHere />}
    </AppFrame>
  );
}

/** A character that is mirrored in text from right to left. */
function Chevron() {
  return (
    <span aria-hidden="true" className="ms-auto text-muted text-xl leading-5">
      ›
    </span>
  );
}
