import { recogniseDevice } from "@/app/(foyer)/account/sessions/recognise-device";
import { recogniseUse } from "@/app/(foyer)/account/sessions/recognise-use";
import { activityWords } from "@/components/account/activity-words";
import { DeviceFrame } from "@/components/account/device-frame";
import { SignInQuestion } from "@/components/account/sign-in-question";
import { SubmitScope } from "@/components/forms/submit-scope";
import { Section } from "@/components/section";
import { Facts } from "@/components/text/facts";
import { Moment } from "@/components/text/moment";
import { placeWords } from "@/components/text/place-words";
import { providerName } from "@/lib/auth/providers/registry";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import { maxChanges } from "@/lib/db/session-changes";

type QuestionsProps = { signIns: NewSignIn[]; now: Date };

/** The questions about one session, for its row. */
export function Questions({ signIns, now }: QuestionsProps) {
  return signIns.map((signIn) => (
    <SignInQuestion
      key={signIn.kind}
      signIn={signIn}
      providerName={providerName(signIn.provider ?? "")}
      changes={signIn.changes.map((change) => activityWords(change, providerName))}
      hasMore={signIn.changes.length >= maxChanges}
      now={now}
      recognise={signIn.kind === "sign-in" ? recogniseDevice : recogniseUse}
    />
  ));
}

/** The questions about sessions that have no row, since they have ended. */
export function QuestionsWithoutRow({ signIns, now }: QuestionsProps) {
  if (signIns.length === 0) return null;
  return (
    <Section title="New sign-ins that have ended">
      <SubmitScope>
        <ul>
          {signIns.map((signIn) => (
            <DeviceFrame key={`${signIn.kind} ${signIn.sessionId}`} userAgent={signIn.userAgent}>
              <Facts>
                <Moment key="at" prefix="Signed in" at={signIn.at} now={now} />
                {placeWords(signIn)}
              </Facts>
              <Questions signIns={[signIn]} now={now} />
            </DeviceFrame>
          ))}
        </ul>
      </SubmitScope>
    </Section>
  );
}
