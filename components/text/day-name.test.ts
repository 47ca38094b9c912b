import { expect, it } from "vitest";
import type { Locale } from "@/lib/i18n/locales";
import { translator } from "@/lib/i18n/translator";
import { dayName } from "./day-name";

const now = new Date("2026-03-03T00:30:00Z");

it.each([
  ["2026-03-03T00:00:00Z", "Today"],
  ["2026-03-02T23:59:59Z", "Yesterday"],
  ["2026-03-02T00:00:00Z", "Yesterday"],
  ["2026-03-01T23:59:59Z", "1 Mar"],
  ["2025-12-31T12:00:00Z", "31 Dec 2025"],
])("calls the day of %s %s", (at, name) => {
  expect(dayName(new Date(at), now, translator("en"))).toBe(name);
});

it.each<[Locale, string, string]>([
  ["de", "Heute", "31. Dez. 2025"],
  ["fr", "Aujourd’hui", "31 déc. 2025"],
  ["es", "Hoy", "31 dic 2025"],
  ["ja", "今日", "2025年12月31日"],
  ["ar", "اليوم", "31 ديسمبر 2025"],
])("begins a heading as the language does: %s", (locale, today, date) => {
  const t = translator(locale);
  expect(dayName(now, now, t)).toBe(today);
  expect(dayName(new Date("2025-12-31T12:00:00Z"), now, t)).toBe(date);
});
