import { EndSessionForm } from "@/app/(foyer)/account/sessions/end-session-form";
import { Questions } from "@/app/(foyer)/account/sessions/questions";
import { DeviceRow } from "@/components/account/device-row";
import { SubmitScope } from "@/components/forms/submit-scope";
import { Section } from "@/components/section";
import { buttonVariants } from "@/components/ui/button";
import { providerName } from "@/lib/auth/providers/registry";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { NewSignIn } from "@/lib/db/new-device-sign-ins";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";

/** More than anyone reads through. "Sign out other devices" ends those that aren't shown too. */
export const maxShown = 100;

type OtherDevicesProps = {
  /** All but this device's, up to one more than are shown. */
  sessions: DeviceSession[];
  uses: RecordedUse[];
  /** What the user is asked about them. */
  signIns: NewSignIn[];
  /** The known devices that may be forgotten. */
  known: KnownDevice[];
  /** Whether sessions may be ended now. */
  mayEnd: boolean;
  now: Date;
};

/** The user's other sessions, and how to end them. */
export function OtherDevices(props: OtherDevicesProps) {
  const { sessions, uses, signIns, known, mayEnd, now } = props;
  return (
    <Section title="Other devices">
      {sessions.length === 0 && <p className="text-muted">You’re not signed in anywhere else.</p>}
      <SubmitScope>
        <ul>
          {sessions.slice(0, maxShown).map((session) => (
            <DeviceRow
              key={session.id}
              session={session}
              isThisDevice={false}
              uses={uses.filter(({ sessionId }) => sessionId === session.id)}
              providerName={providerName(session.provider)}
              now={now}
              questions={
                <Questions
                  signIns={signIns.filter(({ sessionId }) => sessionId === session.id)}
                  now={now}
                />
              }
            >
              {mayEnd && (
                <EndSessionForm
                  session={session}
                  offersToForget={known.some(({ sessionIds }) => sessionIds.includes(session.id))}
                />
              )}
            </DeviceRow>
          ))}
        </ul>
      </SubmitScope>
      {sessions.length > maxShown && (
        <p className="text-muted text-sm">
          More devices, used less recently, aren’t shown. To sign them out, sign out all other
          devices.
        </p>
      )}
      {sessions.length > 0 && <EndOthersLink count={sessions.length} />}
    </Section>
  );
}

/** Leads to the page that asks first. */
function EndOthersLink({ count }: { count: number }) {
  const devices = count === 1 ? "1 other device" : `${count} other devices`;
  return (
    <a
      href="/account/sessions/others"
      className={buttonVariants({ variant: "quiet-danger", size: "compact" })}
    >
      Sign out {count > maxShown ? "all other devices" : devices}…
    </a>
  );
}
