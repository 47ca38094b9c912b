import { endSession } from "@/app/account/sessions/end-device-session";
import { describeDevice } from "@/components/device-name";
import { ForeignText } from "@/components/foreign-text";
import { exactTime } from "@/components/relative-time";
import { SubmitButton } from "@/components/submit-button";
import type { DeviceSession } from "@/lib/db/devices";

/** Ends one session; its accessible name says which. */
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
