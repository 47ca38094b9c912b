import { beforeEach, describe, expect, it, vi } from "vitest";
import { defaultLocales, type Locale } from "@/lib/i18n/locales";
import { localeCookieName } from "@/lib/security/cookies";
import { offered, requestLocale, requestTranslator } from "./request-locale";

const site = vi.hoisted(() => ({ locales: [] as string[] }));

vi.mock(import("@/lib/env/env"), async (original) => {
  const real = await original();
  return { ...real, env: () => ({ ...real.env(), LOCALES: site.locales as Locale[] }) };
});

beforeEach(() => {
  site.locales = defaultLocales;
});

type Request = { cookie?: string; accept?: string };

function headersOf({ cookie, accept }: Request): Headers {
  return new Headers({
    ...(cookie !== undefined && { cookie }),
    ...(accept !== undefined && { "accept-language": accept }),
  });
}

const chosen = (value: string) => `${localeCookieName()}=${value}`;

describe("the language of a request", () => {
  it.each<[string, Request & { setting?: string }, Locale]>([
    ["the account", { setting: "ja", cookie: chosen("fr"), accept: "de" }, "ja"],
    ["this browser's choice", { cookie: chosen("fr"), accept: "de" }, "fr"],
    ["what the browser accepts", { accept: "de" }, "de"],
    ["the site's first", {}, "en"],
  ])("comes from %s", (_, { setting, ...request }, locale) => {
    expect(requestLocale(headersOf(request), setting ?? null)).toBe(locale);
  });

  it.each(["", "xx", "DE", "de-DE", "en-XA", "__proto__", "constructor", "de,fr", "%64%65"])(
    "ignores the setting and the cookie %j, which the site doesn't offer",
    (value) => {
      expect(requestLocale(headersOf({ accept: "fr" }), value)).toBe("fr");
      expect(requestLocale(headersOf({ cookie: chosen(value), accept: "fr" }))).toBe("fr");
    },
  );

  it("ignores a cookie that is sent twice, since another site may have set one", () => {
    const cookie = `${chosen("ja")}; ${chosen("de")}`;
    expect(requestLocale(headersOf({ cookie, accept: "fr" }))).toBe("fr");
  });

  it("is also that of the translator", () => {
    expect(requestTranslator(headersOf({ accept: "ar" })).locale).toBe("ar");
  });
});

describe("Accept-Language", () => {
  it.each<[string, Locale]>([
    ["de-AT", "de"],
    ["ar-EG, en;q=0.5", "ar"],
    ["JA-jp", "ja"],
    ["nl, pt;q=0.9, es-419;q=0.8, en;q=0.7", "es"],
    ["en;q=0.5, fr;q=0.9, de;q=0.8", "fr"],
    ["en;q=0, fr;q=0.1", "fr"],
    ["de;q=0, *;q=0.5", "en"],
    ["en;q=0, *", "de"],
    ["*", "en"],
    ["*;q=0", "en"],
    ["fr;q=0", "en"],
    ["nl", "en"],
    ["zh-Hant-TW", "en"],
    ["", "en"],
    [",;q=,=;;, ;q=1", "en"],
    ["de;q=abc, fr;q=0.2", "fr"],
    ["de;q=-1, fr;q=0.2", "fr"],
    ["<script>, ../../etc, {de}, fr;q=0.1", "fr"],
    ["__proto__, constructor, toString", "en"],
  ])("%j leads to %s", (accept, locale) => {
    expect(requestLocale(headersOf({ accept }))).toBe(locale);
  });

  it.each<[number, Locale]>([
    [900, "de"],
    [1_000, "en"],
    [16_000, "en"],
  ])("is read up to its thousandth character: a language after %i", (length, locale) => {
    const others = "nl,".repeat(length).slice(0, length - 1);
    expect(requestLocale(headersOf({ accept: `${others},de` }))).toBe(locale);
  });
});

describe("LOCALES", () => {
  it("decides which languages a setting, a cookie and a browser can have", () => {
    site.locales = ["fr", "es"];
    expect(requestLocale(headersOf({ cookie: chosen("de"), accept: "ja, es" }), "ar")).toBe("es");
    expect(offered("fr")).toBe("fr");
    expect(offered("de")).toBeNull();
    expect(offered(null)).toBeNull();
  });

  it("has the site's own language first, for browsers that accept none of them", () => {
    site.locales = ["ja", "en"];
    expect(requestLocale(headersOf({ accept: "nl" }))).toBe("ja");
    expect(requestLocale(headersOf({ accept: "*" }))).toBe("ja");
    expect(requestLocale(headersOf({ accept: "en-US" }))).toBe("en");
  });

  it("of one language leaves no choice", () => {
    site.locales = ["ar"];
    expect(requestLocale(headersOf({ cookie: chosen("en"), accept: "en" }), "en")).toBe("ar");
  });

  it("has the test language only if it names it, and English stays English beside it", () => {
    expect(requestLocale(headersOf({ accept: "en-XA" }))).toBe("en");
    site.locales = ["en", "en-XA"];
    expect(requestLocale(headersOf({ accept: "en-XA" }))).toBe("en-XA");
    expect(requestLocale(headersOf({ accept: "en-GB, en;q=0.9" }))).toBe("en");
  });
});
