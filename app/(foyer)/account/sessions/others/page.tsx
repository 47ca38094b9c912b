import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { EndOthersForm } from "@/app/(foyer)/account/sessions/end-others-form";
import { EndSessionQuestion } from "@/app/(foyer)/account/sessions/end-session-question";
import { maxShown } from "@/app/(foyer)/account/sessions/other-devices";
import { SessionRow } from "@/app/(foyer)/account/sessions/session-row";
import { DeviceList } from "@/components/account/device-list";
import { describeDevice } from "@/components/account/device-name";
import { Panel } from "@/components/account/panel";
import { type CurrentUser, requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { isFresh } from "@/lib/auth/session/lifetime";
import { listKnownDevices } from "@/lib/db/known-devices";
import { findSessionOf, listSessions } from "@/lib/db/user-sessions";
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
  // One for this session.
  const sessions = await redirectIfUnavailable(() => listSessions(user.id, maxShown + 1));
  const others = sessions.filter(({ id }) => id !== user.sessionId);
  const now = new Date();
  const t = await pageTranslator();
  const mayEnd = isFresh(user);
  return (
    <AccountPage user={user} current={devicesPath} title={t("devices.signOutOthers.title")}>
      <Panel>
        {others.length > 0 && (
          <DeviceList
            devices={others}
            row={(session) => <SessionRow key={session.id} session={session} now={now} t={t} />}
            t={t}
          />
        )}
        <p>{t("devices.signOutOthers.text")}</p>
        {!mayEnd && <Reauthenticate user={user} returnTo={path} />}
        <EndOthersForm mayEnd={mayEnd} cancel={t("common.cancel")} t={t} />
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
  const device = describeDevice(session.userAgent, t).name;
  const mayEnd = isFresh(user);
  const mayForget = mayEnd && isKnownDevice(user);
  return (
    <AccountPage user={user} current={devicesPath} title={t("devices.signOut.title", { device })}>
      <Panel>
        {!mayEnd && <Reauthenticate user={user} returnTo={returnTo} />}
        <EndSessionQuestion
          session={session}
          mayEnd={mayEnd}
          offersToForget={mayForget && known.some(({ sessionIds }) => sessionIds.includes(id))}
          t={t}
        />
      </Panel>
    </AccountPage>
  );
}
