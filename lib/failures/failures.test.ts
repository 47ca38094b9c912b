import { describe, expect, it } from "vitest";
import type { Failure } from "./failures";
import * as failures from "./failures";

const back = { href: "/", label: "Back" };

/** Requests that were refused before anything of ours read them. */
const refusedUnread: Record<string, Failure> = {
  unreadableForm: failures.unreadableForm(back),
  tooLarge: failures.tooLarge(back),
  bodyTooLong: failures.bodyTooLong(10 * 1024 * 1024),
  tooSlow: failures.tooSlow(back),
  outdatedForm: failures.outdatedForm(back),
  tooManyAttempts: failures.tooManyAttempts(3, back),
};

/** Some of these may come after a commit: this request's, or that of one whose response got lost. */
const others: Record<string, Failure> = {
  callbackNotOurs: failures.callbackNotOurs(back),
  providerFailed: failures.providerFailed("Google", back),
  emailUnverified: failures.emailUnverified("Google", "Verify it there.", back),
  signedOutMeanwhile: failures.signedOutMeanwhile(back),
  unknownProvider: failures.unknownProvider,
  nothingHere: failures.nothingHere,
  methodNotAllowed: failures.methodNotAllowed,
  unknownMethod: failures.unknownMethod,
  crossSite: failures.crossSite("https://app.example.com"),
  databaseUnavailable: failures.databaseUnavailable("/"),
  signOutFailed: failures.signOutFailed("/"),
  bug: failures.bug,
};

const wordsOf = ({ title, text, next }: Failure) => `${title} ${text} ${next}`;

describe("a failure's words", () => {
  it.each(Object.entries(refusedUnread))("say that nothing was changed: %s", (_, failure) => {
    expect(failure.text).toMatch(/Nothing was changed\.$/);
  });

  it.each(Object.entries(others))("claim nothing about what was changed: %s", (_, failure) => {
    expect(wordsOf(failure)).not.toMatch(/\bnothing( of \w+)? (is|was|were|has been) /i);
  });

  it("are all known here", () => {
    const known = Object.keys({ ...refusedUnread, ...others, openAgain: "an action" });
    expect(known.sort()).toEqual(Object.keys(failures).sort());
  });
});
