import type { Metadata } from "next";
import { AccountPage } from "@/app/(foyer)/account/account-page";
import { ForgetDeviceForm } from "@/app/(foyer)/account/sessions/forget-device-form";
import { KnownDevices } from "@/app/(foyer)/account/sessions/known-devices";
import { maxShown, OtherDevices } from "@/app/(foyer)/account/sessions/other-devices";
import { QuestionsWithoutRow } from "@/app/(foyer)/account/sessions/questions";
import { SessionRow } from "@/app/(foyer)/account/sessions/session-row";
import { DeviceWaitLine } from "@/components/account/device-wait-line";
import { Panel } from "@/components/account/panel";
import { requireUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { listKnownDevices } from "@/lib/db/known-devices";
import { listNewSignIns, type NewSignIn } from "@/lib/db/new-device-sign-ins";
import { listUsesElsewhere, maxPlaces, type RecordedUse } from "@/lib/db/session-places";
import { findSessionOf, listSessions } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { waitPath } from "@/lib/http/return-path";
import { pageTranslator } from "@/lib/i18n/page-locale";

const path = "/account/sessions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslator();
  return { title: t("devices.title") };
}

export default async function SessionsPage() {
  const user = await requireUser(path);
  const reader = { userId: user.id, sessionId: user.sessionId };
  const [own, sessions, uses, known, signIns] = await redirectIfUnavailable(() =>
    Promise.all([
      findSessionOf(user.id, user.sessionId),
      // One for this session, and one to tell whether there are more than are shown.
      listSessions(user.id, maxShown + 2),
      listUsesElsewhere(user.id, maxShown * maxPlaces),
      listKnownDevices(user.id, maxShown),
      user.hasNewSignIns ? listNewSignIns(reader) : [],
    ]),
  );
  const others = sessions.filter(({ id }) => id !== user.sessionId);
  const closed = known.filter(({ sessionIds }) => sessionIds.length === 0);
  const thisDevice = known.find(({ sessionIds }) => sessionIds.includes(user.sessionId));
  const isKnown = isKnownDevice(user);
  const shown = new Set(sessions.map(({ id }) => id));
  const withoutRow = signIns.filter(({ sessionId }) => !shown.has(sessionId));
  // The question about a use says where it was.
  const told = uses.filter((use) => !signIns.some((signIn) => isAbout(signIn, use)));
  // One warning at a time: this session's own row has it.
  const isDoubted = told.some((use) => use.unanswered && use.sessionId === user.sessionId);
  const now = new Date();
  const t = await pageTranslator();
  return (
    <AccountPage
      user={user}
      current={path}
      title={t("devices.title")}
      description={t("devices.description")}
    >
      {!isKnown && !isDoubted && (
        <DeviceWaitLine words={t("wait.toManage")} href={waitPath(path)} t={t} />
      )}
      <QuestionsWithoutRow signIns={withoutRow} now={now} t={t} />
      <h2 className="sr-only">{t("devices.thisDevice")}</h2>
      {own && (
        <Panel>
          <ul>
            <SessionRow session={own} isThisDevice uses={told} signIns={signIns} now={now} t={t} />
          </ul>
          {thisDevice && isKnown && (
            <div className="ms-8 flex flex-wrap items-center justify-between gap-3">
              <p className="min-w-0 flex-1 basis-60 text-muted text-sm">
                {t("devices.forget.help")}
              </p>
              <ForgetDeviceForm device={thisDevice} isThisDevice t={t} />
            </div>
          )}
        </Panel>
      )}
      <OtherDevices sessions={others} uses={told} signIns={signIns} now={now} t={t} />
      {closed.length > 0 && <KnownDevices devices={closed} mayForget={isKnown} now={now} t={t} />}
    </AccountPage>
  );
}

function isAbout(signIn: NewSignIn, use: RecordedUse): boolean {
  const isSameUse = signIn.sessionId === use.sessionId && +signIn.at === +use.at;
  return signIn.kind === "used-elsewhere" && isSameUse;
}
