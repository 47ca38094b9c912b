import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authorizationUrl, createChecks } from "./authorization-url";

const checks = { state: "the state", codeVerifier: "the verifier", nonce: "the nonce" };
const request = {
  endpoint: "https://id.example/authorize?tenant=a&scope=everything",
  clientId: "client & co",
  redirectUri: "https://app.example/api/auth/callback/example",
  scope: "openid email",
  prompt: {},
  checks,
};
const parametersOf = (changes: Partial<typeof request> = {}) =>
  new URL(authorizationUrl({ ...request, ...changes })).searchParams;

/** The S256 challenge of RFC 7636, section 4.2. */
const challenge = createHash("sha256").update(checks.codeVerifier).digest("base64url");
const protocolParameters = {
  response_type: "code",
  client_id: "client & co",
  redirect_uri: "https://app.example/api/auth/callback/example",
  scope: "openid email",
  state: "the state",
  code_challenge: challenge,
  code_challenge_method: "S256",
  nonce: "the nonce",
};

describe("an authorization request", () => {
  it("has these parameters, beside those of the endpoint's URL", () => {
    expect(new URL(authorizationUrl(request)).origin).toBe("https://id.example");
    expect(Object.fromEntries(parametersOf())).toEqual({ tenant: "a", ...protocolParameters });
  });

  it("has each parameter once, whatever the endpoint's URL contains", () => {
    const names = Object.keys(protocolParameters);
    const endpoint = `https://id.example/authorize?${names.map((name) => `${name}=x`).join("&")}`;
    const parameters = parametersOf({ endpoint });
    for (const name of names) expect(parameters.getAll(name)).toHaveLength(1);
    expect(Object.fromEntries(parameters)).toEqual(protocolParameters);
  });

  it("has the prompt parameters, of which none overrides another parameter", () => {
    const planted = Object.fromEntries(Object.keys(protocolParameters).map((name) => [name, "x"]));
    const prompt = { prompt: "login", login_hint: "ada@example.com", ...planted };
    expect(Object.fromEntries(parametersOf({ prompt }))).toEqual({
      tenant: "a",
      prompt: "login",
      login_hint: "ada@example.com",
      ...protocolParameters,
    });
  });

  it("has no nonce when there is no ID Token to return it", () => {
    const withoutNonce = { ...checks, nonce: null };
    expect(new URL(authorizationUrl({ ...request, checks: withoutNonce })).search).not.toContain(
      "nonce",
    );
  });

  it("keeps the verifier to itself", () => {
    expect(authorizationUrl({ ...request })).not.toMatch(/the(\+|%20)verifier/);
  });
});

describe("the checks of a request", () => {
  it("have at least 256 bits each, and differ from each other and each time", () => {
    const all = [createChecks({ withNonce: true }), createChecks({ withNonce: true })];
    const values = all.flatMap((each) => Object.values(each));
    expect(new Set(values).size).toBe(6);
    // RFC 7636, section 4.1 asks for 43 to 128 of these characters.
    for (const value of values) expect(value).toMatch(/^[\w-]{43}$/);
  });

  it("have a nonce only if asked for", () => {
    expect(createChecks({ withNonce: false }).nonce).toBeNull();
  });
});
