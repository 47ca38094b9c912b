import { endSession } from "@/app/(foyer)/account/sessions/end-session";
import { deviceTags } from "@/components/account/device-tags";
import { SubmitButton } from "@/components/forms/submit-button";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

type EndSessionFormProps = {
  session: DeviceSession;
  /** Whether its device is known, and may be forgotten with it. */
  offersToForget: boolean;
  t: Translator;
};

/** Ends one session, and can forget its device; the buttons' accessible names say which. */
export function EndSessionForm({ session, offersToForget, t }: EndSessionFormProps) {
  const { userAgent, lastSeenAt } = session;
  const tags = deviceTags({ userAgent, at: lastSeenAt }, t);
  return (
    <div className="flex flex-wrap gap-3">
      <form action={endSession}>
        <input type="hidden" name="session" value={session.id} />
        <SubmitButton size="compact" pendingText={t("devices.signOut.pending")}>
          {t.rich("devices.signOut.button", tags)}
        </SubmitButton>
      </form>
      {offersToForget && (
        <form action={endSession}>
          <input type="hidden" name="session" value={session.id} />
          <input type="hidden" name="forget" value="yes" />
          <SubmitButton size="compact" pendingText={t("devices.signOut.pending")}>
            {t.rich("devices.signOut.buttonAndForget", tags)}
          </SubmitButton>
        </form>
      )}
    </div>
  );
}
