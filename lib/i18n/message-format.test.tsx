import { createTranslator } from "next-intl";
import { isValidElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it, vi } from "vitest";
import { defaultLocales, type Locale } from "@/lib/i18n/locales";
import { withKnownFormats } from "@/lib/i18n/message-format";
import { messagesOf } from "@/lib/i18n/messages";
import { messageParts } from "@/lib/test-support/message-parts";
import { messagesByKey } from "@/lib/test-support/message-problems";

type AnyTranslator = {
  (key: string, values?: Record<string, unknown>, formats?: object): string;
  rich(key: string, values: Record<string, unknown>, formats?: object): ReactNode;
};

function translators(messages: Record<string, unknown>, locale: Locale = "en", onError = vi.fn()) {
  const nextIntl = createTranslator({ locale, messages, timeZone: "UTC", onError });
  const ours = withKnownFormats(nextIntl as never, locale);
  return [nextIntl, ours] as unknown as [AnyTranslator, AnyTranslator];
}

/** A value for each argument: a number counts, and selects words as a name would. */
function valuesFor(message: string, count: number) {
  const parts = messageParts(message);
  const tag = (chunks: ReactNode) => ["[", chunks, "]"];
  return {
    ...Object.fromEntries([...parts.arguments].map((name) => [name, count])),
    ...Object.fromEntries([...parts.tags].map((name) => [name, tag])),
  };
}

const html = (node: ReactNode) => renderToStaticMarkup(node);

describe.each(defaultLocales)("every message in %s", (locale) => {
  const messages = messagesOf(locale);

  it("is written as next-intl writes it, the first time and again", () => {
    const [nextIntl, ours] = translators(messages, locale);
    for (const [key, message] of messagesByKey(messages)) {
      for (const count of [0, 1, 2, 3, 11, 1_234]) {
        const values = valuesFor(message, count);
        const expected = html(nextIntl.rich(key, values));
        expect([html(ours.rich(key, values)), html(ours.rich(key, values))], key).toEqual([
          expected,
          expected,
        ]);
      }
    }
  });
});

describe("a message", () => {
  it("has its dates in UTC, in the formats that next-intl has", () => {
    vi.stubEnv("TZ", "Asia/Tokyo");
    const at = new Date("2026-11-30T23:30:00Z");
    const [nextIntl, ours] = translators({ a: "{at, date, full} {at, time, short}" });
    expect(ours("a", { at })).toBe(nextIntl("a", { at }));
    expect(ours("a", { at })).toContain("Monday, November 30, 2026");
  });

  it("is written in the formats that a call brings", () => {
    const [nextIntl, ours] = translators({ a: "{n, number, short}" });
    const call = [{ n: 0.5 }, { number: { short: { style: "percent" } } }] as const;
    const [expected, written] = [nextIntl, ours].map((t) => [
      t("a", ...call),
      t.rich("a", ...call),
    ]);
    expect(written).toEqual(expected);
    expect(written).toEqual(["50%", "50%"]);
  });

  it("gives a key to each of its elements", () => {
    const [, ours] = translators({ a: "<b>one</b> and <b>two</b>" });
    const written = ours.rich("a", { b: (chunks: ReactNode) => <b>{chunks}</b> }) as ReactNode[];
    const keys = written.filter(isValidElement).map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([2, 2]);
    expect(html(written)).toBe("<b>one</b> and <b>two</b>");
  });

  it("is left to next-intl where it can’t be written, each time", () => {
    const onError = vi.fn();
    const [, ours] = translators({ a: "{b} <c>d</c>", broken: "{" }, "en", onError);
    for (const key of ["a", "a", "broken"]) {
      expect(ours(key, {})).toBe(key);
      expect(ours.rich(key, {})).toBe(key);
    }
    expect(onError).toHaveBeenCalledTimes(6);
  });
});
