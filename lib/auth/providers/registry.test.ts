import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { namedProviders } from "@/lib/env/providers";

const secret = "s3cret-of-a-client";

function setAll(): void {
  for (const prefix of namedProviders) {
    vi.stubEnv(`${prefix}_ID`, `id-of-${prefix}`);
    vi.stubEnv(`${prefix}_SECRET`, secret);
  }
  vi.stubEnv(
    "AUTH_MICROSOFT_ENTRA_ID_ISSUER",
    "https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/v2.0",
  );
  for (const key of ["OKTA", "ACME_SSO"]) {
    vi.stubEnv(`AUTH_OIDC_${key}_ISSUER`, `https://${key.toLowerCase()}.example.com`);
    vi.stubEnv(`AUTH_OIDC_${key}_ID`, "id");
    vi.stubEnv(`AUTH_OIDC_${key}_SECRET`, secret);
  }
}

beforeEach(() => vi.resetModules());
afterEach(() => vi.resetModules());

describe("the provider table", () => {
  it("offers each provider whose variables are set, the built-in ones first", async () => {
    setAll();
    const { offeredProviders } = await import("./registry");
    const offered = offeredProviders();
    expect(offered.map(({ id }) => id)).toEqual([
      // Their ids follow from their variables, as in Auth.js; lib/env/openid.ts relies on it.
      ...namedProviders.map((prefix) =>
        prefix.slice("AUTH_".length).toLowerCase().replaceAll("_", "-"),
      ),
      "acme-sso",
      "okta",
    ]);
    expect(JSON.stringify(offered)).not.toMatch(/s3cret|id-of/);
  });

  it("offers no provider whose variables are not set", async () => {
    for (const prefix of namedProviders) vi.stubEnv(`${prefix}_ID`, "");
    for (const prefix of namedProviders) vi.stubEnv(`${prefix}_SECRET`, "");
    const { configuredProviders } = await import("./registry");
    expect(configuredProviders()).toEqual([]);
  });

  it("requests scopes for the user's identity and address, and no more", async () => {
    setAll();
    const { configuredProviders } = await import("./registry");
    const scopes = Object.fromEntries(configuredProviders().map(({ id, scope }) => [id, scope]));
    expect(scopes).toEqual({
      google: "openid email profile",
      github: "user:email",
      "microsoft-entra-id": "openid email profile",
      gitlab: "openid email profile",
      discord: "identify email",
      twitter: "users.read tweet.read users.email",
      "acme-sso": "openid email profile",
      okta: "openid email profile",
    });
  });

  it("accepts only RS256 for Google's ID Tokens, whatever its metadata says", async () => {
    setAll();
    const { findProvider } = await import("./registry");
    expect(findProvider("google")).toMatchObject({ idTokenAlgorithms: ["RS256"] });
  });

  it.each(["__proto__", "constructor", "toString", "", "Google", null, undefined, ["google"], {}])(
    "has no provider %j",
    async (id) => {
      setAll();
      const { findProvider } = await import("./registry");
      expect(findProvider(id)).toBeNull();
    },
  );
});
