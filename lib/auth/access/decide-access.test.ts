import { describe, expect, it } from "vitest";
import { type AccessFacts, decideAccess } from "./decide-access";

const user = { suspension: null, isAwaitingApproval: false };
const suspension = { until: null, reason: "spam" };
const open: AccessFacts = {
  user: null,
  isAddressAllowed: true,
  suspendedAccount: null,
  suspendedAddress: null,
  invitation: null,
  signUp: "open",
  isAdminAddress: false,
};

const decide = (facts: Partial<AccessFacts>) => decideAccess({ ...open, ...facts });
const admitted = { kind: "admit", takesInvitation: false };
const invited = { kind: "admit", takesInvitation: true };
const rejected = (reason: string) => ({ kind: "reject", reason });

describe("a new user", () => {
  it.each([
    ["open", null, admitted],
    ["open", "usable", admitted],
    ["open", "unusable", admitted],
    ["open", "of-another-address", admitted],
    ["approval", null, { kind: "wait" }],
    ["approval", "usable", invited],
    ["approval", "unusable", { kind: "wait" }],
    ["approval", "of-another-address", { kind: "wait" }],
    ["invite", null, rejected("invitation-required")],
    ["invite", "usable", invited],
    ["invite", "unusable", rejected("invitation-unusable")],
    ["invite", "of-another-address", rejected("invitation-of-another")],
    ["closed", null, rejected("sign-up-closed")],
    ["closed", "usable", invited],
    ["closed", "unusable", rejected("invitation-unusable")],
    ["closed", "of-another-address", rejected("invitation-of-another")],
  ] as const)("with SIGN_UP=%s and the invitation %s", (signUp, invitation, expected) => {
    expect(decide({ signUp, invitation })).toEqual(expected);
  });

  it.each(["open", "invite", "approval", "closed"] as const)(
    "with an admin's address needs no invitation and no approval with SIGN_UP=%s",
    (signUp) => {
      expect(decide({ signUp, isAdminAddress: true })).toEqual(admitted);
    },
  );

  it.each([{ invitation: "usable" }, { isAdminAddress: true }] as const)(
    "needs an allowed address even with %j",
    (facts) => {
      const decision = decide({ ...facts, isAddressAllowed: false });
      expect(decision).toEqual(rejected("address-not-allowed"));
    },
  );

  it.each(["suspendedAccount", "suspendedAddress"])("with a %s is rejected", (fact) => {
    const facts = { [fact]: suspension, isAddressAllowed: false, isAdminAddress: true };
    expect(decide(facts)).toEqual({ ...rejected("suspended"), suspension });
  });
});

describe("an existing user", () => {
  it.each(["open", "invite", "approval", "closed"] as const)(
    "is admitted with SIGN_UP=%s",
    (signUp) => {
      expect(decide({ user, signUp })).toEqual(admitted);
    },
  );

  it("is rejected without an allowed address", () => {
    expect(decide({ user, isAddressAllowed: false })).toEqual(rejected("address-not-allowed"));
  });

  it("is rejected while suspended, for whatever else there is", () => {
    const facts = { user: { suspension, isAwaitingApproval: true }, isAddressAllowed: false };
    expect(decide(facts)).toEqual({ ...rejected("suspended"), suspension });
  });

  it("is rejected until approved, also with an invitation", () => {
    const waiting = { suspension: null, isAwaitingApproval: true };
    expect(decide({ user: waiting, invitation: "usable" })).toEqual(rejected("awaiting-approval"));
  });

  it("can't use an account that was a suspended user's", () => {
    const decision = decide({ user, suspendedAccount: suspension });
    expect(decision).toEqual({ ...rejected("suspended"), suspension });
  });

  it("may have an address that was a suspended user's", () => {
    expect(decide({ user, suspendedAddress: suspension })).toEqual(admitted);
  });
});
