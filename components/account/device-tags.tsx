import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import { screenReaderOnly } from "@/components/text/screen-reader-only";
import type { Translator } from "@/lib/i18n/translator";

type Use = { userAgent: string | null; at: Date };

/**
 * The tags of a button's message: `<more>` is for screen readers alone, and says by `<device>` and `<when>`
 * which of several alike the button is for.
 */
export function deviceTags({ userAgent, at }: Use, t: Translator) {
  return {
    more: screenReaderOnly,
    device: () => <ForeignText>{describeDevice(userAgent, t).name}</ForeignText>,
    when: () => <ExactTime at={at} t={t} />,
  };
}
