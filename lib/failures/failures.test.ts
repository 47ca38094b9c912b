import { describe, expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import * as accessFailures from "./access-failures";
import { failureWords } from "./failure-words";
import type { Action, Failure } from "./failures";
import * as failures from "./failures";
import * as signInFailures from "./sign-in-failures";

const t = translator("en");
const back: Action = { href: "/", label: "common.goHome" };
const visitor = { email: "ada@example.com", supportEmail: undefined, useAnother: back };

/** For requests that were rejected before any of our code read them. */
const refusedUnread: Record<string, Failure> = {
  unreadableForm: failures.unreadableForm(back),
  tooLarge: failures.tooLarge(back),
  bodyTooLong: failures.bodyTooLong(10 * 1024 * 1024),
  gone: failures.gone("/account/x"),
  tooSlow: failures.tooSlow(back),
  outdatedForm: failures.outdatedForm(back),
  tooManyAttempts: failures.tooManyAttempts(3, back),
  tooManyHeaders: failures.tooManyHeaders,
  unknownMethod: failures.unknownMethod,
  crossSite: failures.crossSite("https://app.example.com"),
};

/** Some of these may follow a commit: of this request, or of one whose response got lost. */
const others: Record<string, Failure> = {
  callbackNotOurs: signInFailures.callbackNotOurs(back),
  providerFailed: signInFailures.providerFailed("Google", back),
  providerUnusable: signInFailures.providerUnusable("Google", back),
  notReauthenticated: signInFailures.notReauthenticated("Google", back, back),
  emailUnverified: signInFailures.emailUnverified("Google", () => "Verify it there.", back),
  emailNotShared: signInFailures.emailNotShared("Google", back),
  issuerChanged: signInFailures.issuerChanged("Google", back),
  signedOutMeanwhile: signInFailures.signedOutMeanwhile(back),
  suspended: accessFailures.suspended(visitor, { until: null, reason: null }),
  addressNotAllowed: accessFailures.addressNotAllowed(visitor),
  awaitingApproval: accessFailures.awaitingApproval(visitor),
  signUpClosed: accessFailures.signUpClosed(visitor),
  invitationRequired: accessFailures.invitationRequired(visitor),
  invitationOfAnother: accessFailures.invitationOfAnother(visitor),
  invitationUnusable: accessFailures.invitationUnusable(visitor),
  recoveryUnusable: accessFailures.recoveryUnusable(visitor),
  recoveryWithTakenAccount: accessFailures.recoveryWithTakenAccount(visitor),
  unknownProvider: signInFailures.unknownProvider,
  nothingHere: failures.nothingHere,
  methodNotAllowed: signInFailures.methodNotAllowed,
  databaseUnavailable: failures.databaseUnavailable("/"),
  signOutFailed: failures.signOutFailed("/"),
  bug: failures.bug,
};

const wordsOf = (failure: Failure) => Object.values(failureWords(failure, t)).join(" ");

it("offers to sign in again only if that may help", () => {
  const again: Action = { href: "/sign-in", label: "failures.actions.signInAgain" };
  const labels = [signInFailures.providerFailed, signInFailures.providerUnusable].map((failure) =>
    failure("Google", again).actions.map(({ label }) => t(label)),
  );
  expect(labels).toEqual([["Sign in again"], ["Sign in another way"]]);
});

describe("the text of a failure", () => {
  it.each(Object.entries(refusedUnread))("says that nothing was changed: %s", (_, failure) => {
    expect(failureWords(failure, t).text).toMatch(/(^|\. )Nothing was changed\.( |$)/);
  });

  it.each(Object.entries(others))("does not say what was changed: %s", (_, failure) => {
    expect(wordsOf(failure)).not.toMatch(/\bnothing( of \w+)? (is|was|were|has been) /i);
  });

  it("is checked here for every failure", () => {
    const known = Object.keys({
      ...refusedUnread,
      ...others,
      openAgain: "an action",
      goneFrom: "a part",
    });
    const all = { ...failures, ...signInFailures, ...accessFailures };
    expect(known.sort()).toEqual(Object.keys(all).sort());
  });
});

it.each([
  [
    "/account/connections/disconnect?account=x",
    "That account isn’t connected",
    "/account/connections",
  ],
  ["/account/sessions/report?session=x", "That device isn’t in your list", "/account/sessions"],
  ["/account/sessionsx/y", "That isn’t here anymore", "/account"],
])("what is gone from %s is said, and leads back to its list", (path, title, href) => {
  const failure = failures.gone(path);
  expect(failureWords(failure, t).title).toBe(title);
  expect(failure.actions).toMatchObject([{ href }]);
});

it("a failure whose button says what to do says it only there", () => {
  expect(failureWords(failures.nothingHere, t)).toEqual({
    title: "Page not found",
    text: "The link may be old or mistyped.",
  });
});

describe("a wait", () => {
  it.each([
    [1, "You can try again in a second."],
    [38, "You can try again in 38 seconds."],
    [90, "You can try again in 90 seconds."],
    [91, "You can try again in 2 minutes."],
    [121, "You can try again in 3 minutes."],
  ])("of %s seconds reads %j", (seconds, words) => {
    const { text } = failureWords(failures.tooManyAttempts(seconds, back), t);
    expect(text).toBe(`Nothing was changed. ${words}`);
  });
});

describe("an address without verification", () => {
  const help = () => "Verify it there.";
  const wordsFor = (problem: Parameters<typeof signInFailures.emailUnverified>[3]) =>
    failureWords(signInFailures.emailUnverified("Google", help, back, problem), t);

  it("is explained by the provider's help alone if the provider says so", () => {
    const { text, next } = wordsFor("email-unverified");
    expect(text).toMatch(/^We only accept/);
    expect(next).toBe("Verify it there.");
  });

  it.each([
    ["email-missing", "Google sent us no email address for you. We only accept"],
    ["email-verified-missing", "Google sent us your email address, but not whether"],
  ] as const)("and by what the provider sent if it doesn't: %s", (problem, words) => {
    const { text, next } = wordsFor(problem);
    expect(text.startsWith(words)).toBe(true);
    expect(next).toBe("Verify it there. If it is verified already, continue another way.");
  });
});
