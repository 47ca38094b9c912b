import { perLocale } from "@/components/text/per-locale";
import type { Translator } from "@/lib/i18n/translator";

const days = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
const date = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }),
);
const dateOfYear = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    }),
);
const dayMilliseconds = 24 * 60 * 60 * 1000;

/** The day of a time in UTC, for a heading: Today, Yesterday, 26 Nov, or 26 Nov 2025. */
export function dayName(at: Date, now: Date, t: Translator): string {
  const ago = dayNumber(at) - dayNumber(now);
  if (ago === 0 || ago === -1) {
    const name = days(t).format(ago, "day");
    return name.charAt(0).toLocaleUpperCase(t.intlLocale) + name.slice(1);
  }
  const isThisYear = at.getUTCFullYear() === now.getUTCFullYear();
  return (isThisYear ? date : dateOfYear)(t).format(at);
}

function dayNumber(at: Date): number {
  return Math.floor(at.getTime() / dayMilliseconds);
}
