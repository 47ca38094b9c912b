import { ShieldIcon } from "@/components/account/shield-icon";
import { buttonVariants } from "@/components/ui/button";
import type { Translator } from "@/lib/i18n/translator";

type DeviceWaitLineProps = {
  /** What the device has to wait for. */
  words: string;
  href: string;
  t: Translator;
};

/** Says that an unknown device has to wait with what a page offers, and leads to how to confirm it. */
export function DeviceWaitLine({ words, href, t }: DeviceWaitLineProps) {
  return (
    <div className="flex gap-3 rounded-xl border border-line bg-raised px-4 py-3.5 text-sm">
      <ShieldIcon />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-60">{words}</p>
        <a href={href} className={buttonVariants({ size: "compact" })}>
          {t("wait.title")}
        </a>
      </div>
    </div>
  );
}
