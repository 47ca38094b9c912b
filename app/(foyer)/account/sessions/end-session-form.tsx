import { endSession } from "@/app/(foyer)/account/sessions/end-session";
import { deviceTags } from "@/components/account/device-tags";
import { SubmitButton } from "@/components/forms/submit-button";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

type EndSessionFormProps = {
  session: DeviceSession;
  /** Whether its device is known, and is to be forgotten with it. */
  forgets?: true;
  t: Translator;
};

/** Ends one session, and can forget its device; the button's accessible name says which. */
export function EndSessionForm({ session, forgets, t }: EndSessionFormProps) {
  const { id, userAgent, lastSeenAt } = session;
  const tags = deviceTags({ userAgent, at: lastSeenAt }, t);
  return (
    <form action={endSession}>
      <input type="hidden" name="session" value={id} />
      {forgets && <input type="hidden" name="forget" value="yes" />}
      <SubmitButton
        variant={forgets ? "secondary" : "danger"}
        size="compact"
        pendingText={t("devices.signOut.pending")}
      >
        {t.rich(forgets ? "devices.signOut.buttonAndForget" : "devices.signOut.button", tags)}
      </SubmitButton>
    </form>
  );
}
