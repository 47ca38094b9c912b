import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Locale, languages } from "@/lib/i18n/locales";
import { translator } from "@/lib/i18n/translator";
import { dayName } from "./day-name";
import { LocalTimesScript } from "./local-times-script";
import { clockTime, exactTime } from "./relative-time";

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = "UTC";
});
afterAll(() => {
  process.env.TZ = zone;
});

const now = new Date();
const year = now.getUTCFullYear();
const times = [now, new Date(now.getTime() - 86_400_000), new Date(`${year - 2}-03-01T17:05:09Z`)];

/** What the script writes for each time, in a browser that accepts these languages. */
function rewritten(shows: "day" | "clock" | "exact", lang: string, accepted: string[]): string[] {
  const elements = times.map((at) => ({
    dateTime: at.toISOString(),
    dataset: { shows },
    parentElement: {},
    textContent: "",
  }));
  const script = LocalTimesScript({ nonce: "" }).props.children;
  runInNewContext(script, {
    document: { documentElement: { lang }, querySelectorAll: () => elements },
    navigator: { languages: accepted },
    MutationObserver: class {
      observe() {}
    },
  });
  return elements.map(({ textContent }) => textContent);
}

it.each(Object.keys(languages) as Locale[])("writes times as the server does: %s", (locale) => {
  const t = translator(locale);
  const inUtc = (time: string) => t("time.utc", { time });
  const accepted = ["sv-SE", "pt"];
  expect(rewritten("day", locale, accepted)).toEqual(times.map((at) => dayName(at, now, t)));
  expect(rewritten("clock", locale, accepted).map(inUtc)).toEqual(
    times.map((at) => clockTime(at, t)),
  );
  expect(rewritten("exact", locale, accepted).map(inUtc)).toEqual(
    times.map((at) => exactTime(at, t)),
  );
});

it("prefers the visitor's own variety of the page's language", () => {
  expect(rewritten("exact", "en", ["fr-FR", "en-US"])[2]).toMatch(/^Mar 1, \d{4}, 5:05\sPM$/);
  expect(rewritten("exact", "de", ["fr-FR", "en-US"])[2]).toMatch(/^01\.03\.\d{4}, 17:05$/);
});

it("keeps to the calendar and the digits of the page", () => {
  expect(rewritten("day", "ar", ["ar-SA"])[2]).toBe(`1 مارس ${year - 2}`);
  expect(rewritten("day", "ar", ["ar-EG-u-ca-islamic"])[2]).toBe(`1 مارس ${year - 2}`);
});
