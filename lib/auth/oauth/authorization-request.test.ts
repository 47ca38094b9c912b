import { createHash } from "node:crypto";
import { decode } from "@auth/core/jwt";
import { describe, expect, it } from "vitest";
import type { Provider } from "@/lib/auth/providers/registry";
import { makeAuthorizationRequest } from "./authorization-request";

const secret = process.env.AUTH_SECRET ?? "";

const common = {
  id: "example",
  clientId: "client & co",
  scope: "openid email",
  metadata: {
    issuer: "https://id.example",
    authorization_endpoint: "https://id.example/authorize?tenant=a&scope=everything",
    token_endpoint: "https://id.example/token",
  },
};

async function requestOf(protocol: Provider["protocol"], prompt: Record<string, string> = {}) {
  const { metadata, ...provider } = common;
  const request = await makeAuthorizationRequest(
    {
      provider: { ...provider, protocol } as unknown as Provider,
      metadata,
      intent: "sign-in",
      currentUser: null,
      prompt,
      device: { userAgent: null, ip: null },
      deviceToken: "",
      deadline: AbortSignal.timeout(1000),
      codeRedeemed: false,
    },
    "/account?a=1",
  );
  const { searchParams } = new URL(request.url);
  return { ...request, searchParams };
}

/** What Auth.js reads from a cookie. */
async function opened(cookies: { name: string; value: string }[], name: string) {
  const token = cookies.find((cookie) => cookie.name === name)?.value;
  return decode({ token, secret, salt: name });
}

describe("an authorization request", () => {
  it("has the parameters of its provider's entry, whatever the endpoint's URL contains", async () => {
    const { url, searchParams } = await requestOf("oidc", { prompt: "login" });
    expect(new URL(url).origin).toBe("https://id.example");
    expect(Object.fromEntries(searchParams)).toMatchObject({
      tenant: "a",
      scope: "openid email",
      client_id: "client & co",
      response_type: "code",
      prompt: "login",
      code_challenge_method: "S256",
    });
    expect(searchParams.getAll("scope")).toHaveLength(1);
  });

  it("sets cookies that Auth.js opens, for this provider and fifteen minutes", async () => {
    const { cookies, searchParams, state } = await requestOf("oidc");
    expect(searchParams.get("state")).toBe(state);
    const until = Date.now() / 1000 + 15 * 60;
    for (const [name, value] of [
      ["authjs.state", state],
      ["authjs.nonce", searchParams.get("nonce")],
    ] as const) {
      const check = await opened(cookies, name);
      expect(check).toMatchObject({ value, provider: "example" });
      expect(Number(check?.exp)).toBeCloseTo(until, -1);
    }
    const verifier = (await opened(cookies, "authjs.pkce.code_verifier"))?.value;
    const challenge = createHash("sha256").update(String(verifier)).digest("base64url");
    expect(searchParams.get("code_challenge")).toBe(challenge);
    const home = cookies.find(({ name }) => name === "authjs.callback-url");
    expect(home?.value).toBe(`${process.env.AUTH_URL}/account?a=1`);
  });

  it("has no nonce when there is no ID Token to return it", async () => {
    const { cookies, searchParams } = await requestOf("oauth");
    expect(searchParams.has("nonce")).toBe(false);
    expect(cookies.map(({ name }) => name)).not.toContain("authjs.nonce");
  });

  it("seals each check for its own cookie only", async () => {
    const { cookies } = await requestOf("oidc");
    const state = cookies.find(({ name }) => name === "authjs.state")?.value;
    await expect(decode({ token: state, secret, salt: "authjs.nonce" })).rejects.toThrow();
  });

  it("differs each time, with at least 256 bits in each check", async () => {
    const [first, second] = [await requestOf("oidc"), await requestOf("oidc")];
    for (const name of ["state", "nonce", "code_challenge"]) {
      expect(first.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
      expect(second.searchParams.get(name)).not.toBe(first.searchParams.get(name));
    }
  });
});
