import { perLocale } from "@/components/text/per-locale";
import type { Translator } from "@/lib/i18n/translator";

const units = [
  { unit: "year", seconds: 365 * 24 * 60 * 60 },
  { unit: "month", seconds: 30 * 24 * 60 * 60 },
  { unit: "week", seconds: 7 * 24 * 60 * 60 },
  { unit: "day", seconds: 24 * 60 * 60 },
  { unit: "hour", seconds: 60 * 60 },
  { unit: "minute", seconds: 60 },
] as const;

const words = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "always" }));

/** How long ago `at` was, in the largest unit that fits; a time in the future counts as now. */
export function relativeTime(at: Date, now: Date, t: Translator): string {
  const ago = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  const fitting = units.find(({ seconds }) => ago >= seconds);
  if (!fitting) return t("time.justNow");
  return words(t).format(-Math.floor(ago / fitting.seconds), fitting.unit);
}

const exact = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
);

/** The time to the minute, marked as UTC: the server doesn't know the reader's time zone. */
export function exactTime(at: Date, t: Translator): string {
  return t("time.utc", { time: exact(t).format(at) });
}

const clock = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" }),
);

/** The time of day to the minute, marked as UTC. */
export function clockTime(at: Date, t: Translator): string {
  return t("time.utc", { time: clock(t).format(at) });
}
