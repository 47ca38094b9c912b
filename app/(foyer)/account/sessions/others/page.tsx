import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { EndOthersQuestion, listOthers } from "@/app/(foyer)/account/sessions/end-others-question";
import { EndSessionQuestion } from "@/app/(foyer)/account/sessions/end-session-question";
import { maxShown } from "@/app/(foyer)/account/sessions/other-devices";
import { signOutTitle } from "@/components/account/device-name";
import { Panel } from "@/components/account/panel";
import { type CurrentUser, requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { isFresh } from "@/lib/auth/session/lifetime";
import { listKnownDevices } from "@/lib/db/known-devices";
import { findSessionOf } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { isId } from "@/lib/http/form-field";
import { pageTranslator } from "@/lib/i18n/page-locale";

const devicesPath = "/account/sessions";
const path = `${devicesPath}/others`;

type OthersPageProps = PageProps<"/account/sessions/others">;

export async function generateMetadata({ searchParams }: OthersPageProps): Promise<Metadata> {
  const { session } = await searchParams;
  const t = await pageTranslator();
  return { title: t(session ? "devices.report.pageTitle" : "devices.signOutOthers.title") };
}

/** Asks before another device is signed out, which `?session=` names, or all of them. */
export default async function OthersPage({ searchParams }: OthersPageProps) {
  const { session } = await searchParams;
  const returnTo = isId(session) ? `${path}?session=${session}` : path;
  const user = await requireUser(returnTo);
  if (session !== undefined) return <OneDevice user={user} session={session} returnTo={returnTo} />;
  return <AllOthers user={user} />;
}

async function AllOthers({ user }: { user: CurrentUser }) {
  const others = await listOthers(user);
  if (others.length === 0) redirect(devicesPath);
  const t = await pageTranslator();
  return (
    <AccountPage user={user} current={devicesPath} title={t("devices.signOutOthers.title")}>
      <Panel>
        <h2 className="sr-only">{t("devices.others.title")}</h2>
        <EndOthersQuestion
          user={user}
          others={others}
          returnTo={path}
          cancel={t("common.cancel")}
          t={t}
        />
      </Panel>
    </AccountPage>
  );
}

type OneDeviceProps = { user: CurrentUser; session: string | string[]; returnTo: string };

async function OneDevice({ user, session: id, returnTo }: OneDeviceProps) {
  if (!isId(id) || id === user.sessionId) notFound();
  const [session, known] = await redirectIfUnavailable(() =>
    Promise.all([findSessionOf(user.id, id), listKnownDevices(user.id, maxShown)]),
  );
  if (!session) notFound();
  const t = await pageTranslator();
  const mayForget = isFresh(user) && isKnownDevice(user);
  return (
    <AccountPage user={user} current={devicesPath} title={signOutTitle(session.userAgent, t)}>
      <Panel>
        <h2 className="sr-only">{t("devices.others.title")}</h2>
        <EndSessionQuestion
          user={user}
          session={session}
          returnTo={returnTo}
          offersToForget={mayForget && known.some(({ sessionIds }) => sessionIds.includes(id))}
          t={t}
        />
      </Panel>
    </AccountPage>
  );
}
