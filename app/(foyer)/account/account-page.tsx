import { headers } from "next/headers";
import type { ReactNode } from "react";
import { RecoveryUnderWay } from "@/app/(foyer)/account/recovery-under-way";
import { NewSignIns } from "@/app/(foyer)/account/sessions/new-sign-ins";
import { AccountFrame } from "@/components/account/account-frame";
import { NoticeBanner } from "@/components/page/notice-banner";
import { providerName } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { readFlash } from "@/lib/flash/flash";
import { requestPath } from "@/lib/http/request-context";

type AccountPageProps = {
  user: CurrentUser;
  /** The path of the navigation link to mark as current. */
  current: string;
  title: string;
  children: ReactNode;
};

/** The frame of every account page: flash message, new sign-ins to review, and the heading. */
export async function AccountPage({ user, current, title, children }: AccountPageProps) {
  const path = requestPath(await headers());
  return (
    <AccountFrame current={current}>
      <NoticeBanner notice={await readFlash(providerName)} />
      <RecoveryUnderWay user={user} returnTo={path} />
      <NewSignIns user={user} returnTo={path} />
      <h1>{title}</h1>
      {children}
    </AccountFrame>
  );
}
