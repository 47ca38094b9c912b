import { describe, expect, it } from "vitest";
import { decideRecovery } from "./decide-recovery";
import { addressTrust, type LinkFacts } from "./link-policy";

const email = "ada@example.com";
const recovered = "recovered";
const holder = (userId: string, isConfirmed = true) => ({
  ...{ userId, isConfirmed, hasAccountAtProvider: false },
  trust: addressTrust.authoritative,
});

const facts = (changes: Partial<LinkFacts> = {}): LinkFacts => ({
  intent: "sign-in",
  currentUserId: null,
  claims: { email, email_verified: true },
  accountOwner: null,
  isOfOtherIssuer: false,
  addressHolder: null,
  isAddressShared: false,
  removal: null,
  providerMayLink: true,
  ...changes,
});

const refuse = (reason: string) => ({ kind: "refuse", reason, userId: recovered });
const recover = { kind: "recover", userId: recovered, email };

describe("a recovery", () => {
  it.each<[string, Partial<LinkFacts>, object]>([
    ["an account that no one has", {}, recover],
    ["an account that was removed from its user", { removal: removalFrom(recovered) }, recover],
    ["an account that was removed from another user", { removal: removalFrom("other") }, recover],
    ["an account with its user's address", { addressHolder: holder(recovered) }, recover],
    ["an address that another user lost", { addressHolder: holder("other", false) }, recover],
    [
      "an address that two users have",
      { addressHolder: holder("other"), isAddressShared: true },
      recover,
    ],
    ["another user's address", { addressHolder: holder("other") }, refuse("address-of-another")],
    ["another user's account", { accountOwner: "other" }, refuse("account-of-another")],
    [
      "an unverified address",
      { claims: { email, email_verified: false } },
      refuse("email-unverified"),
    ],
    ["no address", { claims: { email: null, email_verified: true } }, refuse("email-unverified")],
    ["an account of another issuer", { isOfOtherIssuer: true }, refuse("issuer-changed")],
    [
      "an account that its user has",
      { accountOwner: recovered },
      { kind: "sign-in", userId: recovered, email },
    ],
    [
      "an account that its user has, without a verified address",
      { accountOwner: recovered, claims: { email, email_verified: false } },
      refuse("email-unverified"),
    ],
  ])("with %s", (_, changes, decision) => {
    expect(decideRecovery(facts(changes), { userId: recovered })).toEqual(decision);
  });

  it.each([null, recovered])(
    "by a link that can't be used is refused, whoever has the account",
    (accountOwner) => {
      expect(decideRecovery(facts({ accountOwner }), "unusable")).toEqual({
        kind: "refuse",
        reason: "recovery-unusable",
        userId: null,
      });
    },
  );
});

function removalFrom(userId: string) {
  return { id: "removal", userId };
}
