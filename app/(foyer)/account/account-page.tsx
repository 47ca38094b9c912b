import { headers } from "next/headers";
import type { ReactNode } from "react";
import { RecoveryUnderWay } from "@/app/(foyer)/account/recovery-under-way";
import { NewSignIns } from "@/app/(foyer)/account/sessions/new-sign-ins";
import { AccountNavigation } from "@/components/account/account-navigation";
import { AppFrame } from "@/components/app-frame";
import { NoticeBanner } from "@/components/page/notice-banner";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import { requestPath } from "@/lib/http/request-context";
import { pageTranslator } from "@/lib/i18n/page-locale";

type AccountPageProps = {
  user: CurrentUser;
  /** The path of the navigation link to mark as current. */
  current: string;
  /** The same words as in the navigation and in the document's title. */
  title: string;
  description?: string;
  /** In the flash message: what can be done about what it says. */
  followUp?: ReactNode;
  children: ReactNode;
};

/** The frame of every account page: navigation, the heading, flash message, and what to review. */
export async function AccountPage(props: AccountPageProps) {
  const { user, current, title, description, followUp, children } = props;
  const path = requestPath(await headers());
  const t = await pageTranslator();
  return (
    <AppFrame user={user} rail={<AccountNavigation current={current} t={t} />} t={t}>
      <div className="group flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          <h1 className="text-2xl leading-8">{title}</h1>
          {description && <p className="text-muted text-sm">{description}</p>}
        </div>
        {/* Once a form is rejected, "Picture uploaded" no longer describes the last action. */}
        <div className="empty:hidden group-has-[form_[role=alert]]:hidden">
          <NoticeBanner notice={await readFlash(providerName)} t={t}>
            {followUp}
          </NoticeBanner>
        </div>
        <RecoveryUnderWay user={user} returnTo={path} t={t} />
        <NewSignIns user={user} returnTo={path} t={t} />
        {children}
      </div>
    </AppFrame>
  );
}
