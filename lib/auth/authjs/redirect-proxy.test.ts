import { describe, expect, it, vi } from "vitest";
import type { Provider } from "@/lib/auth/providers/registry";

const secret = "a secret that previews and production share";
const settings = {
  AUTH_URL: "https://app.example.com",
  AUTH_REDIRECT_PROXY_URL: "https://app.example.com/api/auth",
  AUTH_REDIRECT_PROXY_SECRET: secret,
};

/** The module in a deployment with these settings. */
async function deployment(own: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...settings, ...own })) vi.stubEnv(name, value);
  return import("@/lib/auth/authjs/redirect-proxy");
}

const request = "https://provider.example/authorize?client_id=us&state=inner";
const callback = (state: string) =>
  new URL(`https://app.example.com/api/auth/callback/google?code=c&state=${state}&iss=i`);

async function stateOf(origin: string): Promise<string> {
  const { throughRedirectProxy } = await deployment({ AUTH_URL: origin });
  return new URL(await throughRedirectProxy(request)).searchParams.get("state") ?? "";
}

describe("a redirect proxy", () => {
  it("forwards a response with the state that the preview made, and all else unchanged", async () => {
    const state = await stateOf("https://preview.example.com");
    expect(state).not.toBe("inner");
    const { forwardTarget } = await deployment({});
    expect(await forwardTarget(callback(state))).toBe(
      "https://preview.example.com/api/auth/callback/google?code=c&state=inner&iss=i",
    );
  });

  // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
  it("keeps the state within X's limit of 500 characters, even for a long address", async () => {
    const origin = `https://${"a".repeat(63)}.${"b".repeat(63)}.vercel.app`;
    const { throughRedirectProxy } = await deployment({ AUTH_URL: origin });
    const sealed = await throughRedirectProxy(request.replace("inner", "s".repeat(43)));
    expect(new URL(sealed).searchParams.get("state")?.length).toBeLessThan(500);
  });

  it("leaves its own requests unchanged, and keeps their responses", async () => {
    const { throughRedirectProxy, forwardTarget } = await deployment({});
    expect(await throughRedirectProxy(request)).toBe(request);
    expect(await forwardTarget(callback("inner"))).toBeNull();
  });

  it.each([
    ["https://app-*-team.vercel.app", "https://app-7-team.vercel.app", true],
    ["https://app-*-team.vercel.app", "https://app-git-a-b-team.vercel.app", true],
    ["https://app-*-team.vercel.app", "https://app-.evil.example-team.vercel.app", false],
    ["https://app-*-team.vercel.app", "https://app-x-team.vercel.app.evil.example", false],
    ["https://app-*-team.vercel.app", "https://app-x-teamavercel.app", false],
    ["https://app-*-team.vercel.app", "https://app-x-team.vercel.app:8443", false],
    ["https://one.example, https://two.example", "https://two.example", true],
    ["https://one.example", "http://one.example", false],
  ])("restricted to %j serves %j: %j", async (patterns, origin, isServed) => {
    const state = await stateOf(origin);
    const { forwardTarget } = await deployment({ AUTH_REDIRECT_PROXY_ORIGINS: patterns });
    const target = await forwardTarget(callback(state));
    expect(target !== null && new URL(target).origin === origin).toBe(isServed);
  });

  it("opens nothing that was sealed with another key", async () => {
    const state = await stateOf("https://preview.example.com");
    const other = "another secret that is long enough for it";
    const { forwardTarget } = await deployment({ AUTH_REDIRECT_PROXY_SECRET: other });
    expect(await forwardTarget(callback(state))).toBeNull();
  });
});

it("gets the state of an authorization request sealed, and returns it as the flow keeps it", async () => {
  await deployment({ AUTH_URL: "https://preview.example.com" });
  const { makeAuthorizationRequest } = await import("./authorization-request");
  const metadata = {
    issuer: "https://id.example",
    authorization_endpoint: "https://id.example/authorize",
    token_endpoint: "https://id.example/token",
  };
  const openId = { id: "example", clientId: "client", scope: "openid", protocol: "oidc" };
  const provider = { ...openId, metadata: async () => metadata } as unknown as Provider;
  const { url, checks } = await makeAuthorizationRequest(provider, {});
  const { searchParams } = new URL(url);
  expect(searchParams.get("redirect_uri")).toBe(
    "https://app.example.com/api/auth/callback/example",
  );
  const state = searchParams.get("state") ?? "";
  expect(state).not.toBe(checks.state);

  const { forwardTarget } = await deployment({});
  const target = await forwardTarget(callback(state));
  expect(new URL(target ?? "").searchParams.get("state")).toBe(checks.state);
});
