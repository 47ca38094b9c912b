import { Reauthenticate } from "@/app/(foyer)/account/reauthenticate";
import { EndSessionForm } from "@/app/(foyer)/account/sessions/end-session-form";
import { SessionRow } from "@/app/(foyer)/account/sessions/session-row";
import { WayBack } from "@/components/account/way-back";
import { buttonVariants } from "@/components/ui/button";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { isFresh } from "@/lib/auth/session/lifetime";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

const devicesPath = "/account/sessions";

type EndSessionQuestionProps = {
  user: CurrentUser;
  session: DeviceSession;
  /** The path of its page. */
  returnTo: string;
  /** Whether its device is known, and may be forgotten with it. */
  offersToForget: boolean;
  t: Translator;
};

/** Shows the session of another device, and signs it out or leaves it as it is. */
export function EndSessionQuestion(props: EndSessionQuestionProps) {
  const { user, session, returnTo, offersToForget, t } = props;
  return (
    <>
      <ul>
        <SessionRow session={session} now={new Date()} t={t} />
      </ul>
      <p>{t("devices.signOut.text")}</p>
      {isFresh(user) ? (
        <EndSessionForm session={session} offersToForget={offersToForget} t={t}>
          <a href={devicesPath} className={buttonVariants({ size: "compact" })}>
            {t("common.cancel")}
          </a>
        </EndSessionForm>
      ) : (
        <>
          <Reauthenticate user={user} returnTo={returnTo} />
          <WayBack href={devicesPath} words={t("common.cancel")} />
        </>
      )}
    </>
  );
}
