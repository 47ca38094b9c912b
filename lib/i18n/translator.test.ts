import { describe, expect, it, vi } from "vitest";
import { defaultLocales } from "@/lib/i18n/locales";
import { log } from "@/lib/log";
import { translator } from "./translator";

vi.mock("@/messages/en.json", () => ({
  default: {
    hello: "Hello {name}",
    devices: "{count, plural, one {# device} other {# devices}}",
    folder: { deep: "Deep", onlyEnglish: "Only in English" },
    rich: "You’re on <device></device>, <b>now</b>",
  },
}));
vi.mock("@/messages/de.json", () => ({
  default: {
    hello: "Hallo {name}",
    devices: "{count, plural, one {# Gerät} other {# Geräte}}",
    folder: { deep: "Tief" },
  },
}));
vi.mock("@/messages/ar.json", () => ({
  default: { devices: "{count, plural, zero {٠} one {١} two {٢} few {٣} many {١١} other {١٠٠}}" },
}));

/** The keys of these messages aren't those of the app. */
type AnyTranslator = {
  (key: string, values?: Record<string, string | number>): string;
  rich(key: string, values: Record<string, (chunks: unknown) => unknown>): unknown;
};
const de = translator("de") as unknown as AnyTranslator;

describe("the translator of a language", () => {
  it("is made once in a process", () => {
    expect(translator("de")).toBe(de);
    expect(translator("fr")).not.toBe(de);
  });

  it("knows its language, and which Intl has the forms of its words", () => {
    expect(defaultLocales.map((locale) => translator(locale).locale)).toEqual(defaultLocales);
    expect(translator("en").intlLocale).toBe("en-GB");
    expect(translator("ar").intlLocale).toBe("ar");
    expect(() => new Intl.DateTimeFormat(translator("en-XA").intlLocale)).not.toThrow();
  });

  it("writes messages with their arguments, in the forms of the language", () => {
    expect(de("folder.deep")).toBe("Tief");
    expect(de("hello", { name: "Ada" })).toBe("Hallo Ada");
    expect([1, 2].map((count) => de("devices", { count }))).toEqual(["1 Gerät", "2 Geräte"]);
    const ar = translator("ar") as unknown as AnyTranslator;
    const counts = [0, 1, 2, 3, 11, 100];
    expect(counts.map((count) => ar("devices", { count }))).toEqual([
      "٠",
      "١",
      "٢",
      "٣",
      "١١",
      "١٠٠",
    ]);
  });

  it("writes English where the language lacks a message", () => {
    expect(de("folder.onlyEnglish")).toBe("Only in English");
  });

  it("leaves what looks like a message or markup in a value as it is", () => {
    const name = "{name} <b>’'{'</b> {x, plural, other {#}} \u2068";
    expect(de("hello", { name })).toBe(`Hallo ${name}`);
  });

  it("puts elements where the tags are", () => {
    const elements = { device: () => "[device]", b: (chunks: unknown) => `[b ${String(chunks)}]` };
    expect(de.rich("rich", elements)).toBe("You’re on [device], [b now]");
  });
});

describe("a message that can’t be written", () => {
  it.each([
    ["is missing", "folder.nothing", "MISSING_MESSAGE"],
    ["is a folder", "folder", "INSUFFICIENT_PATH"],
    ["lacks an argument", "hello", "FORMATTING_ERROR"],
  ])("shows its key and is logged if it %s", (_, key, code) => {
    const error = vi.spyOn(log, "error").mockReturnValue();
    expect(de(key)).toBe(key);
    expect(error).toHaveBeenCalledExactlyOnceWith({
      event: "i18n.message-failed",
      error: expect.objectContaining({ code }),
    });
  });
});
