import { ShieldIcon } from "@/components/account/shield-icon";
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
      className="flex gap-3 rounded-xl border border-lamp bg-raised px-4 py-3.5 text-sm"
    >
      <ShieldIcon />
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-col gap-1.5">
          <p className="font-semibold">{t("profile.recovery.title")}</p>
          <p>{t("profile.recovery.text")}</p>
        </div>
        <form action={stopRecovery}>
          <input type="hidden" name="returnTo" value={returnTo} />
          <button type="submit" className={buttonVariants({ variant: "primary", size: "compact" })}>
            {t("profile.recovery.stop")}
          </button>
        </form>
      </div>
    </div>
  );
}
