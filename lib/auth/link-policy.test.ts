import { describe, expect, it } from "vitest";
import { decideSignIn } from "./link-policy";

const email = "ada@example.com";
const a = "person-a";
const b = "person-b";
const verified = { email, email_verified: true };

const owners = [null, a].flatMap((accountOwner) =>
  [null, a, b].flatMap((addressOwner) =>
    [true, false].map((linkVerifiedEmail) => ({ accountOwner, addressOwner, linkVerifiedEmail })),
  ),
);

describe("who a visitor with a verified address is", () => {
  const signIn = { kind: "sign-in", userId: a, email };
  const create = { kind: "create", email };
  const taken = { kind: "refuse", reason: "address-taken" };

  it.each([
    [null, null, true, create],
    [null, null, false, create],
    [null, a, true, { kind: "link", userId: a, email }],
    [null, b, true, { kind: "link", userId: b, email }],
    [null, a, false, taken],
    [null, b, false, taken],
    [a, null, true, signIn],
    [a, null, false, signIn],
    [a, a, true, signIn],
    [a, a, false, signIn],
    [a, b, true, signIn],
    [a, b, false, signIn],
  ])(
    "account of %j, address of %j, linking %j: %j",
    (accountOwner, addressOwner, linkVerifiedEmail, decision) => {
      const facts = { claims: verified, accountOwner, addressOwner, linkVerifiedEmail };
      expect(decideSignIn(facts)).toEqual(decision);
    },
  );
});

describe.each([
  ["an unverified address", { email, email_verified: false }],
  ["no address", { email: null, email_verified: false }],
  ["no address, said to be verified", { email: null, email_verified: true }],
  ["an empty address, said to be verified", { email: "", email_verified: true }],
])("a visitor with %s", (_, claims) => {
  it.each(owners)("is refused, whoever is known: %j", (known) => {
    expect(decideSignIn({ claims, ...known })).toEqual({
      kind: "refuse",
      reason: "email-unverified",
    });
  });
});
