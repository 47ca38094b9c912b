import { perLocale } from "@/components/text/per-locale";
import { direction } from "@/lib/i18n/locales";
import type { Translator } from "@/lib/i18n/translator";

const lists = {
  and: perLocale((locale) => new Intl.ListFormat(locale, { type: "conjunction" })),
  or: perLocale((locale) => new Intl.ListFormat(locale, { type: "disjunction" })),
};

/**
 * Lists names, most of them Latin. From right to left each is isolated (U+2068 and U+2069): the first of
 * two would otherwise take the second's place.
 */
export function listNames(type: keyof typeof lists, names: string[], t: Translator): string {
  const isRightToLeft = direction(t.locale) === "rtl";
  return lists[type](t).format(isRightToLeft ? names.map((name) => `\u2068${name}\u2069`) : names);
}
