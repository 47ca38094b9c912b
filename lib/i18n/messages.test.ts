import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultLocales, type Locale, languages } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";
import { messageParts } from "@/lib/test-support/message-parts";
import {
  type MessageFile,
  messageProblems,
  messagesByKey,
} from "@/lib/test-support/message-problems";
import en from "@/messages/en.json";

const english = messagesByKey(en);
/** Every language with a file of its own, also one that a builder adds. */
const translated = Object.keys(languages).filter((locale) => !["en", "en-XA"].includes(locale));
const readMessages = (locale: string): MessageFile =>
  JSON.parse(readFileSync(`messages/${locale}.json`, "utf8"));

/** English words that a language shares. Any other message that equals English wasn't translated. */
const sharedWords: Record<string, string[]> = {
  de: ["Name", "System", "{time} UTC", "{city}, {country}"],
  fr: ["{time} UTC", "{city}, {country}"],
  es: ["{time} UTC", "{city}, {country}", "Error {status}"],
  ja: [],
  ar: [],
};

/** A builder's own messages: English stands in for those that aren't translated, and only broken ones fail. */
const isOfBuilder = (key: string) => key.startsWith("app.");
const isBroken = /doesn’t parse|argument|tag/;

it("messages/en.json has well-formed messages", () => {
  expect(listProblems("en", english)).toEqual([]);
});

describe.each(translated)("messages/%s.json", (locale) => {
  const messages = messagesByKey(readMessages(locale));

  it("has the keys of messages/en.json, except those of a builder", () => {
    const missing = [...english.keys()].filter((key) => !messages.has(key) && !isOfBuilder(key));
    const unknown = [...messages.keys()].filter((key) => !english.has(key) && !isOfBuilder(key));
    expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
  });

  it("has messages with the arguments, tags and plural forms that they need", () => {
    expect(listProblems(locale, messages)).toEqual([]);
  });

  it("translates every message that has words", () => {
    const same = [...messages].filter(
      ([key, message]) =>
        message === english.get(key) &&
        !isOfBuilder(key) &&
        /\p{L}/u.test(messageParts(message).texts.join("")) &&
        !sharedWords[locale]?.includes(message),
    );
    expect(same).toEqual([]);
  });
});

it("English stands in for a message that a language lacks", () => {
  for (const locale of defaultLocales) {
    const keys = [...messagesByKey(messagesOf(locale)).keys()];
    expect(keys).toEqual(expect.arrayContaining([...english.keys()]));
    expect(keys.filter((key) => !english.has(key) && !isOfBuilder(key))).toEqual([]);
  }
});

it.each<[problem: string, locale: Locale, message: string, english: string]>([
  ["doesn’t parse: SyntaxError", "de", "Hallo {", "Hello"],
  ["lacks the argument name", "de", "Hallo", "Hello {name}"],
  ["has the unknown argument nmae", "de", "Hallo {name} {nmae}", "Hello {name}"],
  ["lacks the tag b", "de", "Hallo {name}", "Hello <b>{name}</b>"],
  ["has the unknown tag i", "de", "<b></b><i></i>", "<b></b>"],
  ["lacks the plural form “one” of n", "de", "{n, plural, other {#}}", "{n} devices"],
  [
    "lacks the plural form “few” of n",
    "ar",
    "{n, plural, zero {} one {} two {} many {} other {}}",
    "{n}",
  ],
  ["has the plural form “one”, which ja doesn’t", "ja", "{n, plural, one {#} other {#}}", "{n}"],
  ["has other options of a", "de", "{a, select, x {} other {}}", "{a, select, x {} y {} other {}}"],
  ["has an ASCII quote or apostrophe", "fr", "L''appareil", "The device"],
  ["has two spaces in a row", "de", "Das  Gerät", "The device"],
  ["is empty, or begins or ends with a space", "de", "Das Gerät ", "The device"],
  ["has a tag that closes itself, which next-intl shows as text", "de", "<b/> {n}", "{n}"],
  ["doesn’t isolate the argument n (U+2068 and U+2069)", "ar", "مرحبا {n}", "Hello {n}"],
])("finds a message that %s", (problem, locale, message, original) => {
  expect(messageProblems(locale, message, original)).toEqual([expect.stringContaining(problem)]);
});

it.each<[locale: Locale, message: string, english: string]>([
  ["fr", "{n, plural, one {# appareil} other {# appareils}}", "{n, plural, one {#} other {#}}"],
  ["fr", "{n, plural, one {1} many {#} other {#}}", "{n, plural, one {#} other {#}}"],
  ["ja", "{n, plural, other {#台}}", "{n, plural, one {# device} other {# devices}}"],
  ["de", "{n, plural, =0 {kein} one {ein} other {#}}", "{n, plural, one {a} other {#}}"],
  ["ar", "مرحبا \u2068{n}\u2069", "Hello {n}"],
  ["ar", "{n}", "{n}"],
  ["ar", "<b>{n}</b> هنا", "<b>{n}</b> here"],
])("accepts in %s: %s", (locale, message, original) => {
  expect(messageProblems(locale, message, original)).toEqual([]);
});

function listProblems(locale: string, messages: Map<string, string>): string[] {
  return [...messages].flatMap(([key, message]) =>
    messageProblems(locale, message, english.get(key) ?? message)
      .filter((problem) => !isOfBuilder(key) || isBroken.test(problem))
      .map((problem) => `${key} ${problem}`),
  );
}
