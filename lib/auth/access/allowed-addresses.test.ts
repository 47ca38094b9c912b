import { describe, expect, it } from "vitest";
import { isAllowed } from "./allowed-addresses";

const none = { ALLOWED_EMAIL_DOMAINS: [], ALLOWED_EMAILS: [] };
const company = { ALLOWED_EMAIL_DOMAINS: ["example.com"], ALLOWED_EMAILS: ["guest@mail.example"] };

function isAllowedAt(provider: string, email: string, isAuthoritative = false, lists = company) {
  return isAllowed({ provider, email, isAuthoritative }, lists);
}

describe("allowed addresses", () => {
  it("are all addresses if none is named", () => {
    expect(isAllowedAt("google", "ada@anywhere.example", false, none)).toBe(true);
  });

  it.each([
    ["of the domain", "github", "ada@example.com"],
    ["in the list", "github", "guest@mail.example"],
    ["in the list, at Google without hd", "google", "guest@mail.example"],
    ["with an @ in its local part", "github", '"ada@other.example"@example.com'],
  ])("include one %s", (_, provider, email) => {
    expect(isAllowedAt(provider, email)).toBe(true);
  });

  it.each([
    ["of a subdomain", "ada@mail.example.com"],
    ["of a domain that ends like it", "ada@notexample.com"],
    ["of a domain that begins like it", "ada@example.com.evil.example"],
    ["with the domain as its local part", "example.com@evil.example"],
    ["of a look-alike domain", "ada@exаmple.com"],
    ["of a look-alike domain in its xn-- form", "ada@xn--exmple-4nf.com"],
    ["of a domain with a trailing dot", "ada@example.com."],
    ["like one in the list", "aguest@mail.example"],
  ])("leave out one %s", (_, email) => {
    expect(isAllowedAt("github", email)).toBe(false);
  });

  it("include a domain's address at Google only while its account is one of the domain's", () => {
    expect(isAllowedAt("google", "ada@example.com", false)).toBe(false);
    expect(isAllowedAt("google", "ada@example.com", true)).toBe(true);
    expect(isAllowedAt("google", "ada@other.example", true)).toBe(false);
  });
});
