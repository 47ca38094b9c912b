import { endSession } from "@/app/(foyer)/account/sessions/end-session";
import { describeDevice } from "@/components/account/device-name";
import { SubmitButton } from "@/components/forms/submit-button";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import type { DeviceSession } from "@/lib/db/user-sessions";

type EndSessionFormProps = {
  session: DeviceSession;
  /** Whether its device is known, and may be forgotten with it. */
  offersToForget: boolean;
};

/** Ends one session, and can forget its device; the buttons' accessible names say which. */
export function EndSessionForm({ session, offersToForget }: EndSessionFormProps) {
  const about = (
    <span className="sr-only">
      {" "}
      device: <ForeignText>{describeDevice(session.userAgent).name}</ForeignText>, active{" "}
      <ExactTime at={session.lastSeenAt} />
    </span>
  );
  return (
    <div className="flex flex-wrap gap-3">
      <form action={endSession}>
        <input type="hidden" name="session" value={session.id} />
        <SubmitButton size="compact" pendingText="Signing it out">
          Sign out
          {about}
        </SubmitButton>
      </form>
      {offersToForget && (
        <form action={endSession}>
          <input type="hidden" name="session" value={session.id} />
          <input type="hidden" name="forget" value="yes" />
          <SubmitButton size="compact" pendingText="Signing it out">
            Sign out and forget
            {about}
          </SubmitButton>
        </form>
      )}
    </div>
  );
}
