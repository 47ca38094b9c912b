import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { EndOthersForm } from "@/app/(foyer)/account/sessions/end-others-form";
import { maxShown, ShownDevices } from "@/app/(foyer)/account/sessions/other-devices";
import { SessionRow } from "@/app/(foyer)/account/sessions/session-row";
import { WayBack } from "@/components/account/way-back";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { isFresh } from "@/lib/auth/session/lifetime";
import { type DeviceSession, listSessions } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import type { Translator } from "@/lib/i18n/translator";

/** The user's sessions on other devices, up to one more than are shown. */
export async function listOthers(user: CurrentUser): Promise<DeviceSession[]> {
  const sessions = await redirectIfUnavailable(() => listSessions(user.id, maxShown + 2));
  return sessions.filter(({ id }) => id !== user.sessionId);
}

type EndOthersQuestionProps = {
  user: CurrentUser;
  /** As `listOthers` returns them. */
  others: DeviceSession[];
  /** The path of its page. */
  returnTo: string;
  /** The words of the link back. */
  cancel: string;
  t: Translator;
};

/** Asks before all other devices are signed out; for a panel. */
export function EndOthersQuestion(props: EndOthersQuestionProps) {
  const { user, others, returnTo, cancel, t } = props;
  const now = new Date();
  return (
    <>
      <p>{t("devices.signOutOthers.text")}</p>
      {!isKnownDevice(user) && <p>{t("devices.signOutOthers.waiting")}</p>}
      <ShownDevices
        sessions={others}
        maxOpen={3}
        row={(session) => <SessionRow key={session.id} session={session} now={now} t={t} />}
        t={t}
      />
      {isFresh(user) ? (
        <EndOthersForm cancel={cancel} t={t} />
      ) : (
        <>
          <Reauthenticate user={user} returnTo={returnTo} />
          <WayBack href="/account/sessions" words={cancel} />
        </>
      )}
    </>
  );
}
