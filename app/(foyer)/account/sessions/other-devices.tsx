import { endOtherSessions } from "@/app/(foyer)/account/sessions/end-other-sessions";
import { EndSessionForm } from "@/app/(foyer)/account/sessions/end-session-form";
import { DeviceRow } from "@/components/account/device-row";
import { SubmitButton } from "@/components/forms/submit-button";
import { SubmitScope } from "@/components/forms/submit-scope";
import { Section } from "@/components/section";
import { providerName } from "@/lib/auth/providers/registry";
import type { KnownDevice } from "@/lib/db/known-devices";
import type { RecordedUse } from "@/lib/db/session-places";
import type { DeviceSession } from "@/lib/db/user-sessions";

/** More than anyone reads through. "End all other sessions" ends those that aren't shown too. */
export const maxShown = 100;

type OtherDevicesProps = {
  /** All but this device's, up to one more than are shown. */
  sessions: DeviceSession[];
  uses: RecordedUse[];
  /** The known devices that may be forgotten. */
  known: KnownDevice[];
  /** Whether sessions may be ended now. */
  mayEnd: boolean;
  now: Date;
};

/** The user's other sessions, and how to end them. */
export function OtherDevices({ sessions, uses, known, mayEnd, now }: OtherDevicesProps) {
  return (
    <Section title="Other devices">
      {sessions.length === 0 ? (
        <p className="text-muted">You’re not signed in anywhere else.</p>
      ) : (
        <SubmitScope>
          {mayEnd && (
            <form action={endOtherSessions}>
              <SubmitButton variant="danger" size="compact" pendingText="Ending the other sessions">
                End all other sessions
              </SubmitButton>
            </form>
          )}
          <ul>
            {sessions.slice(0, maxShown).map((session) => (
              <DeviceRow
                key={session.id}
                session={session}
                isThisDevice={false}
                uses={uses.filter(({ sessionId }) => sessionId === session.id)}
                providerName={providerName(session.provider)}
                now={now}
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
      )}
      {sessions.length > maxShown && (
        <p className="text-muted text-sm">
          More devices, used less recently, aren’t shown. To sign them out, end all other sessions.
        </p>
      )}
    </Section>
  );
}
