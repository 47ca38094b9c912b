import { EndSessionForm } from "@/app/(foyer)/account/sessions/end-session-form";
import { SessionRow } from "@/app/(foyer)/account/sessions/session-row";
import { SubmitScope } from "@/components/forms/submit-scope";
import { buttonVariants } from "@/components/ui/button";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

type EndSessionQuestionProps = {
  session: DeviceSession;
  /** Whether sessions may be ended now. */
  mayEnd: boolean;
  /** Whether its device is known, and may be forgotten with it. */
  offersToForget: boolean;
  t: Translator;
};

/** Shows the session of another device, and signs it out or leaves it as it is. */
export function EndSessionQuestion(props: EndSessionQuestionProps) {
  const { session, mayEnd, offersToForget, t } = props;
  return (
    <SubmitScope>
      <ul>
        <SessionRow session={session} now={new Date()} t={t} />
      </ul>
      <p>{t(offersToForget ? "devices.signOut.textAndForget" : "devices.signOut.text")}</p>
      <div className="button-row">
        {mayEnd && <EndSessionForm session={session} t={t} />}
        {offersToForget && <EndSessionForm session={session} forgets t={t} />}
        <a href="/account/sessions" className={buttonVariants({ size: "compact" })}>
          {t("common.cancel")}
        </a>
      </div>
    </SubmitScope>
  );
}
