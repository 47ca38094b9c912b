import { describe, expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import {
  addressNotAllowed,
  awaitingApproval,
  recoveryWithTakenAccount,
  signUpClosed,
  suspended,
} from "./access-failures";
import { givenText } from "./access-words";
import { renderFailurePage } from "./failure-page";
import { failureWords } from "./failure-words";
import type { Action, Failure } from "./failures";

const t = translator("en");
const useAnother: Action = { href: "/sign-in", label: "failures.actions.useAnotherAccount" };
const visitor = { email: "ada@example.com", supportEmail: undefined, useAnother };
const wordsOf = (failure: Failure) =>
  Object.values(failureWords(failure, t))
    .join(" ")
    .replace(/[\u2068\u2069]/g, "");

describe("a visitor who may not sign in", () => {
  it("reads which address arrived, whom to ask, and how to use another account", () => {
    const failure = addressNotAllowed(visitor);
    expect(failure.status).toBe(403);
    expect(failureWords(failure, t).account).toBe("\u2068ada@example.com\u2069");
    expect(wordsOf(failure)).toContain("ask the people who run this site");
    expect(failure.actions).toEqual([useAnother]);
  });

  it("reads no address if none is known", () => {
    expect(failureWords(addressNotAllowed({ ...visitor, email: null }), t).text).toBe(
      "This site is only for certain email addresses.",
    );
  });

  it("is sent to the address in foyer.config.ts, if there is one", () => {
    const failure = signUpClosed({ ...visitor, supportEmail: "help@example.com" });
    expect(wordsOf(failure)).toContain("ask help@example.com.");
  });

  it("can go where no link recovers an account, if the one they chose is in use", () => {
    const home = { href: "/", label: "common.goHome" };
    expect(recoveryWithTakenAccount(visitor).actions).toEqual([useAnother, home]);
  });

  it("is offered to sign in again, once only waiting can help", () => {
    const [first] = awaitingApproval(visitor).actions;
    expect(first).toEqual({ ...useAnother, label: "failures.actions.signInAgain" });
  });

  it("has a code of its own for what only waiting ends, and for a suspension", () => {
    const suspension = { until: null, reason: null };
    const failures = [
      awaitingApproval(visitor),
      suspended(visitor, suspension),
      signUpClosed(visitor),
    ];
    expect(failures.map(({ code }) => code)).toEqual([
      "AwaitingApproval",
      "Suspended",
      "NotAllowed",
    ]);
  });
});

describe("a suspended visitor", () => {
  it("reads until when, in UTC, and why", () => {
    const until = new Date("2026-12-03T14:05:59Z");
    const failure = suspended(visitor, { until, reason: "Spam in three rooms" });
    expect(wordsOf(failure)).toContain("Until 3 Dec 2026, 14:05 UTC.");
    expect(wordsOf(failure)).toContain("Reason: “Spam in three rooms”");
    const pseudo = failureWords(failure, translator("en-XA"));
    expect(pseudo.news).toContain("3 Dec 2026, 14:05");
  });

  it.each([null, "", " \n", "\u202e"])(
    "reads that there is no end date, and no reason: %j",
    (reason) => {
      const failure = suspended(visitor, { until: null, reason });
      expect(failureWords(failure, t).news).toBe("Until further notice.");
    },
  );
});

it("a suspension's reason is shown whole, with its quotation marks in its own direction", () => {
  const reason = "א".repeat(500);
  const { news } = failureWords(suspended(visitor, { until: null, reason }), t);
  expect(news).toContain(`Reason: \u2068“${reason}”\u2069`);
});

describe("a text that someone else wrote", () => {
  const pageOf = (reason: string) => {
    const words = failureWords(suspended(visitor, { until: null, reason }), t);
    return renderFailurePage({ ...words, status: 403, actions: [], nonce: "n", t });
  };

  it("is escaped", () => {
    const page = pageOf(`<img src=x onerror="alert(1)">`);
    expect(page).not.toContain("<img");
    expect(page).toContain("&#60;img src=x");
  });

  it("is cut, and never within a character", () => {
    const shown = givenText("😀".repeat(600));
    expect([...shown]).toHaveLength(502);
    expect(shown).toMatch(/^\u2068(😀){499}…\u2069$/u);
  });

  it("stays on one line, and reorders nothing around it", () => {
    expect(givenText("a\r\n\tb\u0000c")).toBe("\u2068a b c\u2069");
    expect(givenText("\u202eevil\u202c \u2067x\u2069\u2069 \u200fy")).toBe("\u2068evil x y\u2069");
  });

  it("keeps what its script needs", () => {
    const words = "می‌خواهم 👩‍🚀 הושעה";
    expect(givenText(words)).toBe(`\u2068${words}\u2069`);
  });
});
