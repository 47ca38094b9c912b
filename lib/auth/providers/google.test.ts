import { describe, expect, it } from "vitest";
import { readGoogleClaims } from "./google";

const idToken = { sub: "1", email: "ada@gmail.com", email_verified: true, name: "Ada" };
const isAuthoritative = (changes: object) =>
  readGoogleClaims({ ...idToken, ...changes }).email_authoritative;

describe("Google is authoritative", () => {
  it.each([
    ["for Gmail", {}],
    ["for Gmail under its German name", { email: "Ada@GoogleMail.com" }],
    ["for a Workspace domain", { email: "ada@example.com", hd: "example.com" }],
    ["for an alias domain of a Workspace", { email: "ada@example.org", hd: "example.com" }],
  ])("%s", (_, changes) => expect(isAuthoritative(changes)).toBe(true));

  it.each([
    ["for an address elsewhere", { email: "ada@example.com" }],
    ["for a domain that ends like Gmail", { email: "ada@notgmail.com" }],
    ["for a subdomain of Gmail", { email: "ada@sub.gmail.com" }],
    ["with an empty hd", { email: "ada@example.com", hd: "" }],
    ["with an hd that is not a string", { email: "ada@example.com", hd: ["example.com"] }],
    ["when the address is unverified", { email_verified: false }],
    ["when email_verified is a string", { email_verified: "true" }],
    ["without an address", { email: undefined, hd: "example.com" }],
  ])("not %s", (_, changes) => expect(isAuthoritative(changes)).toBe(false));
});
