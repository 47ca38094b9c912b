import { describe, expect, it } from "vitest";
import { type Locale, languages } from "@/lib/i18n/locales";
import { translator } from "@/lib/i18n/translator";
import type { FlashMessage } from "./message";
import { toNotice } from "./sign-in-notice";

const name = (id: string) => (id === "google" ? "Google" : id);
const noticeOf = (message: FlashMessage) => toNotice(message, name, translator("en"));
const providerError = (mayPass: boolean, parameters: { name: string; value: string }[] = []) =>
  noticeOf({
    kind: "provider-error",
    provider: "google",
    intent: "sign-in",
    reference: "k3f9d2",
    mayPass,
    parameters,
  });

describe("the notice of a message", () => {
  it("says that you have signed out, and nothing else", () => {
    expect(noticeOf({ kind: "signed-out" })).toEqual({
      tone: "success",
      title: "You’re signed out.",
    });
  });

  it("is one neutral line when the visitor cancelled", () => {
    const message = { kind: "cancelled", provider: "google", intent: "sign-in" } as const;
    expect(noticeOf(message)).toEqual({
      tone: "neutral",
      title: "You cancelled signing in with Google.",
    });
  });

  it("shows what the provider said, and the reference of the log line", () => {
    const parameters = [{ name: "error", value: "access_denied" }];
    expect(providerError(false, parameters)).toMatchObject({
      tone: "problem",
      title: "Google didn’t sign you in.",
      details: parameters,
      reference: "k3f9d2",
    });
  });

  it("says to try again only where that can help", () => {
    const away = { kind: "provider-away", provider: "google", reference: "x2" } as const;
    for (const mayPass of [true, false]) {
      const texts = [providerError(mayPass).text, noticeOf({ ...away, mayPass }).text];
      for (const text of texts) expect(/try again/i.test(text ?? "")).toBe(mayPass);
    }
  });

  it("names an unreachable provider, what to do, and the reference of the log line", () => {
    const notice = noticeOf({
      kind: "provider-away",
      provider: "google",
      reference: "x2",
      mayPass: true,
    });
    expect(notice).toMatchObject({ tone: "problem", reference: "x2" });
    expect(notice.title).toContain("Google");
    expect(notice.text).toContain("Try again");
  });

  it("shows the id of a provider that is no longer configured", () => {
    const message = {
      kind: "provider-away",
      provider: "gone",
      reference: "x2",
      mayPass: true,
    } as const;
    expect(noticeOf(message).title).toContain("gone");
  });
});

describe("the notice of a signed-in user", () => {
  it.each([
    ["connect", "You cancelled connecting Google."],
    ["confirm", "You cancelled confirming with Google."],
  ] as const)("says what was cancelled: to %s", (intent, title) => {
    const message = { kind: "cancelled", provider: "google", intent } as const;
    expect(noticeOf(message).title).toBe(title);
  });

  it.each([
    ["email-unverified", "Google has no verified email address for you."],
    ["email-missing", "Google has no verified email address for you."],
    ["email-verified-missing", "Google has no verified email address for you."],
    ["email-not-shared", "You didn’t share your email address."],
    ["account-of-another", "That Google account is already used by another account here."],
    ["address-of-another", "The address of this Google account belongs to another account here."],
    ["not-connected", "This Google account isn’t connected to yours."],
  ] as const)("gives the reason, what to do and the reference: %s", (reason, title) => {
    const notice = noticeOf({ kind: "refused", provider: "google", reason, reference: "x2" });
    expect(notice).toMatchObject({ tone: "problem", title, reference: "x2" });
    expect(notice.text).toMatch(/^Nothing was changed\. \w/);
  });

  it.each([
    [0, "There was no other device to sign out."],
    [1, "Signed out the other device."],
    [7, "Signed out the 7 other devices."],
  ])("counts the sessions that have ended: %i", (count, title) => {
    expect(noticeOf({ kind: "other-sessions-ended", count }).title).toBe(title);
  });

  it("names the disconnected provider if it is still known", () => {
    const title = (provider: string | null) => noticeOf({ kind: "disconnected", provider }).title;
    expect(title("google")).toBe("Google disconnected.");
    expect(title(null)).toBe("Account disconnected.");
  });
});

describe("the notice in each language", () => {
  it.each(Object.keys(languages) as Locale[])("names the provider: %s", (locale) => {
    const message = { kind: "connected", provider: "google" } as const;
    expect(toNotice(message, name, translator(locale)).title).toContain("Google");
  });
});
