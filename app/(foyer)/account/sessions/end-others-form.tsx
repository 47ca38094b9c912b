import { endOtherSessions } from "@/app/(foyer)/account/sessions/end-other-sessions";
import { SubmitButton } from "@/components/forms/submit-button";
import { buttonVariants } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

type EndOthersFormProps = {
  /** The words of the link back. */
  cancel: string;
  t: Translator;
};

/** Signs out all other devices, or leaves them as they are. */
export function EndOthersForm({ cancel, t }: EndOthersFormProps) {
  return (
    <div className="button-row">
      <form action={endOtherSessions}>
        <SubmitButton
          variant="danger"
          size="compact"
          pendingText={t("devices.signOutOthers.pending")}
        >
          {t("devices.signOutOthers.button")}
        </SubmitButton>
      </form>
      <a href="/account/sessions" className={buttonVariants({ size: "compact" })}>
        {cancel}
      </a>
    </div>
  );
}
