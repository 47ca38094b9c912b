import { recogniseDevice } from "@/app/(foyer)/account/sessions/recognise-device";
import { recogniseUse } from "@/app/(foyer)/account/sessions/recognise-use";
import { activityWords } from "@/components/account/activity-words";
import { DeviceFrame } from "@/components/account/device-frame";
import { Panel } from "@/components/account/panel";
import { SignInQuestion } from "@/components/account/sign-in-question";
import { SubmitScope } from "@/components/forms/submit-scope";
import { Facts } from "@/components/text/facts";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import { providerName } from "@/lib/auth/providers/registry";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import { maxChanges } from "@/lib/db/session-changes";
import type { Translator } from "@/lib/i18n/translator";

type QuestionsProps = { signIns: NewSignIn[]; now: Date; t: Translator };

/** The questions about one session, for its row. */
export function Questions({ signIns, now, t }: QuestionsProps) {
  return signIns.map((signIn) => (
    <SignInQuestion
      key={signIn.kind}
      signIn={signIn}
      providerName={providerName(signIn.provider ?? "")}
      changes={signIn.changes.map((change) => activityWords(change, providerName, t))}
      hasMore={signIn.changes.length >= maxChanges}
      now={now}
      recognise={signIn.kind === "sign-in" ? recogniseDevice : recogniseUse}
      t={t}
    />
  ));
}

/** The questions about sessions that have no row, since they have ended. */
export function QuestionsWithoutRow({ signIns, now, t }: QuestionsProps) {
  if (signIns.length === 0) return null;
  return (
    <Panel title={t("devices.question.endedTitle")}>
      <SubmitScope>
        <ul>
          {signIns.map((signIn) => (
            <DeviceFrame
              key={`${signIn.kind} ${signIn.sessionId}`}
              userAgent={signIn.userAgent}
              t={t}
            >
              <Facts>
                <span key="at">
                  {t.rich("devices.signedIn", {
                    when: () => <Moment at={signIn.at} now={now} t={t} />,
                  })}
                </span>
                {placeWords(signIn, t)}
              </Facts>
              <Questions signIns={[signIn]} now={now} t={t} />
            </DeviceFrame>
          ))}
        </ul>
      </SubmitScope>
    </Panel>
  );
}
