import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { checkProvidersOf, loadDoctor } from "./check-providers";
import {
  client,
  type Manner,
  type RefusingProvider,
  startRefusingProvider,
} from "./refusing-provider";

let provider: RefusingProvider;

beforeAll(loadDoctor, 60_000);
afterEach(() => provider.close());

async function start(manner: Manner, metadata?: Record<string, unknown>) {
  provider = await startRefusingProvider({ manner, ...(metadata && { metadata }) });
}

const noProxy = { HTTPS_PROXY: "", https_proxy: "", HTTP_PROXY: "", http_proxy: "" };

async function check(changes: Record<string, string> = {}) {
  const { find, sections } = await checkProvidersOf({
    ...noProxy,
    AUTH_URL: "https://foyer.test",
    AUTH_OIDC_ACME_ISSUER: provider.issuer,
    AUTH_OIDC_ACME_ID: client.id,
    AUTH_OIDC_ACME_SECRET: client.secret,
    ...changes,
  });
  return { find: (name: string) => find("acme", name), sections };
}

describe.each(["better-auth", "glewlwyd"] as const)("a provider like %s", (manner) => {
  it("accepts a registered address, since it rejects another one at once", async () => {
    await start(manner);
    const { find } = await check();
    expect(find("redirect address")).toMatchObject({ status: "ok" });
    expect(new Set(provider.fetchModes)).toEqual(new Set(["navigate"]));
  });

  it("rejects an unregistered address, and the secret is not blamed", async () => {
    await start(manner);
    const { find } = await check({ AUTH_URL: "https://other.test" });
    expect(find("redirect address")).toMatchObject({
      status: "fail",
      fix: expect.stringContaining("Register https://other.test/api/auth/callback/acme"),
    });
    expect(find("client secret")?.status).not.toBe("fail");
    expect(find("client secret")?.status).not.toBe("ok");
  });
});

describe("a provider like Better Auth, which looks at the code before the secret", () => {
  it.each([client.secret, "wrong-secret-1"])(
    "is not said to accept a secret: %s",
    async (secret) => {
      await start("better-auth");
      const { find, sections } = await check({ AUTH_OIDC_ACME_SECRET: secret });
      expect(find("client secret")).toMatchObject({
        status: "warn",
        text: "could not be determined: it returns the same error for a made-up secret",
        fix: expect.stringContaining("AUTH_OIDC_ACME_SECRET"),
      });
      expect(JSON.stringify(sections)).not.toContain(secret);
    },
  );

  it("is understood where it redirects programs in JSON, as behind an outgoing proxy", async () => {
    await start("better-auth");
    const proxy = { HTTP_PROXY: "http://proxy.invalid:3128" };
    const { find } = await check({ AUTH_URL: "https://other.test", ...proxy });
    expect(find("redirect address")).toMatchObject({
      status: "fail",
      text: "Acme rejects it (invalid_redirect: invalid redirect uri)",
    });
    expect(provider.fetchModes[0]).toBe("cors");
  });
});

describe("a provider like Glewlwyd, with one error for client, secret and address", () => {
  it("accepts the right secret, since a made-up one gets another error", async () => {
    await start("glewlwyd");
    expect((await check()).find("client secret")).toMatchObject({ status: "ok" });
  });

  it("rejects a wrong secret", async () => {
    await start("glewlwyd");
    const { find } = await check({ AUTH_OIDC_ACME_SECRET: "wrong-secret-1" });
    expect(find("client secret")).toMatchObject({
      status: "fail",
      text: "Acme rejects the client (unauthorized_client)",
    });
  });

  it("rejects an unknown client", async () => {
    await start("glewlwyd");
    const { find } = await check({ AUTH_OIDC_ACME_ID: "unknown" });
    expect(find("redirect address")).toMatchObject({
      status: "fail",
      fix: expect.stringContaining("AUTH_OIDC_ACME_ID"),
    });
  });
});

describe("metadata that lists scopes and claims", () => {
  it("without an address gets a warning that names what to configure", async () => {
    const lists = { scopes_supported: ["openid", "profile"], claims_supported: ["sub", "name"] };
    await start("glewlwyd", lists);
    const { find } = await check();
    expect(find("scopes")).toMatchObject({
      status: "warn",
      text: expect.stringContaining("does not list email"),
      fix: expect.stringContaining("docs/providers.md"),
    });
    expect(find("claims")).toMatchObject({
      status: "warn",
      text: expect.stringContaining("does not list email and email_verified"),
      fix: expect.stringContaining("docs/providers.md"),
    });
  });

  it("with what the app needs is fine", async () => {
    const scopes = ["openid", "email", "profile", "offline_access"];
    const claims = ["sub", "email", "email_verified"];
    await start("glewlwyd", { scopes_supported: scopes, claims_supported: claims });
    const { find } = await check();
    expect([find("scopes"), find("claims")?.status]).toEqual([undefined, "ok"]);
  });

  it("is not missed where it has no lists, which are optional", async () => {
    await start("glewlwyd");
    const { find } = await check();
    expect([find("scopes"), find("claims")]).toEqual([undefined, undefined]);
  });
});
