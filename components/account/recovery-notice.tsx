import { buttonVariants } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

type RecoveryNoticeProps = {
  returnTo: string;
  stopRecovery: (form: FormData) => Promise<void>;
  t: Translator;
};

/** Reports that an operator made a link that recovers the user's account, until it is used or expires. */
export function RecoveryNotice({ returnTo, stopRecovery, t }: RecoveryNoticeProps) {
  return (
    <div
      role="status"
      className="flex flex-col gap-3 rounded-xl border border-lamp bg-raised px-4 py-3.5 text-sm"
    >
      <p>
        {t.rich("profile.recovery.text", {
          strong: (words) => <strong className="block">{words}</strong>,
        })}
      </p>
      <form action={stopRecovery}>
        <input type="hidden" name="returnTo" value={returnTo} />
        <button type="submit" className={buttonVariants({ variant: "primary", size: "compact" })}>
          {t("profile.recovery.stop")}
        </button>
      </form>
    </div>
  );
}
