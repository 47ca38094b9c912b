import type { ReactNode } from "react";
import { describeDevice } from "@/components/account/device-name";
import { ForeignText } from "@/components/text/foreign-text";
import { ExactTime } from "@/components/text/moment";
import type { Translator } from "@/lib/i18n/translator";

type Use = { userAgent: string | null; at: Date };

/**
 * The tags of a button's message: `<more>` is for screen readers alone, and says by `<device>` and `<when>`
 * which of several alike the button is for.
 */
export function deviceTags({ userAgent, at }: Use, t: Translator) {
  return {
    more: (words: ReactNode) => <span className="sr-only">{words}</span>,
    device: () => <ForeignText>{describeDevice(userAgent, t).name}</ForeignText>,
    when: () => <ExactTime at={at} t={t} />,
  };
}
