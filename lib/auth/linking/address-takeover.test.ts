import { describe, expect, it, vi } from "vitest";
import { mayTakeOverAddress } from "./address-takeover";

vi.hoisted(() => {
  Object.assign(process.env, {
    AUTH_OIDC_ACME_ISSUER: "https://id.acme.example",
    AUTH_OIDC_ACME_ID: "id",
    AUTH_OIDC_ACME_SECRET: "secret",
    AUTH_OIDC_ACME_DOMAINS: "acme.example",
  });
});

const account = (provider: string, changes = {}) => ({
  provider,
  email: "ada@acme.example",
  emailAuthoritative: false,
  ...changes,
});
const confirmation = (provider: string, changes = {}) => ({
  provider,
  issuer: null,
  isRecent: false,
  isAuthoritative: false,
  ...changes,
});

describe("the next owner of an address", () => {
  it.each([
    ["no account of its former owner confirmed it", []],
    ["one did long ago", [confirmation("google")]],
    ["its own provider did long ago", [confirmation("google", { isAuthoritative: true })]],
    ["one did that may not vouch for it", [confirmation("unknown", { isRecent: true })]],
  ])("gets it if %s", (_, confirmations) => {
    expect(mayTakeOverAddress(account("google"), confirmations)).toBe(true);
    expect(mayTakeOverAddress(account("acme"), confirmations)).toBe(true);
  });

  it("doesn't get it while a provider that may vouch for it confirmed it lately", () => {
    const recent = [confirmation("github"), confirmation("google", { isRecent: true })];
    for (const provider of ["google", "github", "acme"]) {
      expect(mayTakeOverAddress(account(provider), recent)).toBe(false);
    }
  });

  it("doesn't get it by the word of a provider that may not vouch for it", () => {
    const email = "ada@example.org";
    for (const confirmations of [[], [confirmation("google")]]) {
      expect(mayTakeOverAddress(account("acme", { email }), confirmations)).toBe(false);
    }
  });
});
