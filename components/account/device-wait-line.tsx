import { ShieldLine } from "@/components/account/shield-line";
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
    <ShieldLine href={href} action={t("wait.title")}>
      {words}
    </ShieldLine>
  );
}
