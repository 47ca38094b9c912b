import { describe, expect, it } from "vitest";
import * as accessFailures from "./access-failures";
import type { Failure } from "./failures";
import * as failures from "./failures";
import * as signInFailures from "./sign-in-failures";

const back = { href: "/", label: "Back" };
const visitor = { email: "ada@example.com", supportEmail: undefined, useAnother: back };

/** For requests that were rejected before any of our code read them. */
const refusedUnread: Record<string, Failure> = {
  unreadableForm: failures.unreadableForm(back),
  tooLarge: failures.tooLarge(back),
  bodyTooLong: failures.bodyTooLong(10 * 1024 * 1024),
  gone: failures.gone,
  tooSlow: failures.tooSlow(back),
  outdatedForm: failures.outdatedForm(back),
  tooManyAttempts: failures.tooManyAttempts(3, back),
  tooManyHeaders: failures.tooManyHeaders,
};

/** Some of these may follow a commit: of this request, or of one whose response got lost. */
const others: Record<string, Failure> = {
  callbackNotOurs: signInFailures.callbackNotOurs(back),
  providerFailed: signInFailures.providerFailed("Google", back),
  providerUnusable: signInFailures.providerUnusable("Google", back),
  notReauthenticated: signInFailures.notReauthenticated("Google", back, back),
  emailUnverified: signInFailures.emailUnverified("Google", "Verify it there.", back),
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
  unknownMethod: failures.unknownMethod,
  crossSite: failures.crossSite("https://app.example.com"),
  databaseUnavailable: failures.databaseUnavailable("/"),
  signOutFailed: failures.signOutFailed("/"),
  bug: failures.bug,
};

const wordsOf = ({ title, text, next }: Failure) => `${title} ${text} ${next}`;

describe("the text of a failure", () => {
  it.each(Object.entries(refusedUnread))("says that nothing was changed: %s", (_, failure) => {
    expect(failure.text).toMatch(/Nothing was changed\.$/);
  });

  it.each(Object.entries(others))("does not say what was changed: %s", (_, failure) => {
    expect(wordsOf(failure)).not.toMatch(/\bnothing( of \w+)? (is|was|were|has been) /i);
  });

  it("is checked here for every failure", () => {
    const known = Object.keys({ ...refusedUnread, ...others, openAgain: "an action" });
    const all = { ...failures, ...signInFailures, ...accessFailures };
    expect(known.sort()).toEqual(Object.keys(all).sort());
  });
});
