import { endSession } from "@/app/(foyer)/account/sessions/end-session";
import { describeDevice } from "@/components/account/device-name";
import { SubmitButton } from "@/components/forms/submit-button";
import { ForeignText } from "@/components/text/foreign-text";
import { exactTime } from "@/components/text/relative-time";
import type { DeviceSession } from "@/lib/db/user-sessions";

/** Ends one session; the button's accessible name says which. */
export function EndSessionForm({ session }: { session: DeviceSession }) {
  return (
    <form action={endSession}>
      <input type="hidden" name="session" value={session.id} />
      <SubmitButton size="compact" pendingText="Ending the session">
        End session
        <span className="sr-only">
          : <ForeignText>{describeDevice(session.userAgent).name}</ForeignText>, active{" "}
          {exactTime(session.lastSeenAt)}
        </span>
      </SubmitButton>
    </form>
  );
}
