import { describe, expect, it } from "vitest";
import { decideSignIn } from "./link-policy";

const email = "ada@example.com";
const a = "person-a";
const b = "person-b";
const verified = { email, email_verified: true };

const both = [true, false];
const everything = [null, a].flatMap((accountOwner) =>
  [null, a, b].flatMap((addressOwner) =>
    both.flatMap((addressTaken) =>
      both.map((linkVerifiedEmail) => ({
        accountOwner,
        addressOwner,
        addressTaken,
        linkVerifiedEmail,
      })),
    ),
  ),
);

describe("who a visitor with a verified address is", () => {
  const signIn = { kind: "sign-in", userId: a, email };
  const create = { kind: "create", email };
  const taken = { kind: "refuse", reason: "address-taken" };

  it.each([
    [null, null, false, true, create],
    [null, null, false, false, create],
    // Somebody signed up with it once, and no provider vouches for it as theirs today.
    [null, null, true, true, taken],
    [null, null, true, false, taken],
    [null, a, false, true, { kind: "link", userId: a, email }],
    [null, b, true, true, { kind: "link", userId: b, email }],
    [null, a, false, false, taken],
    [null, b, true, false, taken],
  ])(
    "account of %j, address of %j, taken %j, linking %j: %j",
    (accountOwner, addressOwner, addressTaken, linkVerifiedEmail, decision) => {
      const facts = { accountOwner, addressOwner, addressTaken, linkVerifiedEmail };
      expect(decideSignIn({ claims: verified, ...facts })).toEqual(decision);
    },
  );

  it.each(everything.filter(({ accountOwner }) => accountOwner === a))(
    "is the account's owner, whatever else is known: %j",
    (known) => {
      expect(decideSignIn({ claims: verified, ...known })).toEqual(signIn);
    },
  );
});

describe.each([
  ["an unverified address", { email, email_verified: false }],
  ["no address", { email: null, email_verified: false }],
  ["no address, said to be verified", { email: null, email_verified: true }],
  ["an empty address, said to be verified", { email: "", email_verified: true }],
])("a visitor with %s", (_, claims) => {
  it.each(everything)("is refused, whoever is known: %j", (known) => {
    expect(decideSignIn({ claims, ...known })).toEqual({
      kind: "refuse",
      reason: "email-unverified",
    });
  });
});
