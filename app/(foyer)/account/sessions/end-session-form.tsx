import type { ReactNode } from "react";
import { endSession } from "@/app/(foyer)/account/sessions/end-session";
import { deviceTags } from "@/components/account/device-tags";
import { SubmitButton } from "@/components/forms/submit-button";
import type { DeviceSession } from "@/lib/db/user-sessions";
import type { Translator } from "@/lib/i18n/translator";

type EndSessionFormProps = {
  session: DeviceSession;
  /** Whether its device is known, and may be forgotten with it. */
  offersToForget: boolean;
  /** Beside the button, such as a way back. */
  children: ReactNode;
  t: Translator;
};

/** Ends one session, and can forget its device; the button's accessible name says which. */
export function EndSessionForm({ session, offersToForget, children, t }: EndSessionFormProps) {
  const { id, userAgent, lastSeenAt } = session;
  return (
    <form action={endSession} className="flex flex-col gap-4">
      <input type="hidden" name="session" value={id} />
      {offersToForget && (
        <label className="flex w-fit cursor-pointer items-center gap-3 py-2 text-sm">
          <input type="checkbox" name="forget" value="yes" className="size-4 shrink-0 accent-ink" />
          {t("devices.signOut.forget")}
        </label>
      )}
      <div className="button-row">
        <SubmitButton variant="danger" size="compact" pendingText={t("devices.signOut.pending")}>
          {t.rich("devices.signOut.button", deviceTags({ userAgent, at: lastSeenAt }, t))}
        </SubmitButton>
        {children}
      </div>
    </form>
  );
}
