import { createHash, randomBytes } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { expect } from "vitest";
import { type LocalProviders, startLocalProviders } from "./start";

export const appOrigin = "http://localhost:3000";

/** Sends an application's requests to the local providers, and a test's to their control API. */
export class TestApplication {
  constructor(readonly providers: LocalProviders) {}

  static async start(): Promise<TestApplication> {
    return new TestApplication(await startLocalProviders({ port: 0, appOrigins: [appOrigin] }));
  }

  googleFlow(more: Record<string, string> = {}) {
    const { verifier, challenge, state } = newFlow();
    const nonce = randomBytes(8).toString("hex");
    const query = new URLSearchParams({
      client_id: this.providers.google.id,
      redirect_uri: `${appOrigin}/api/auth/callback/google`,
      response_type: "code",
      scope: "openid email profile",
      code_challenge: challenge,
      code_challenge_method: "S256",
      state,
      nonce,
      ...more,
    });
    const url = `${this.providers.googleIssuer}/o/oauth2/v2/auth?${query}`;
    return { url, verifier, state, nonce };
  }

  async redeemGoogle(flow: { verifier: string }, callback: URL, secretIn = "header") {
    const { id, secret } = this.providers.google;
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code: callback.searchParams.get("code") ?? "",
      redirect_uri: `${appOrigin}/api/auth/callback/google`,
      code_verifier: flow.verifier,
      ...(secretIn === "post" ? { client_id: id, client_secret: secret } : {}),
    });
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
    const headers: Record<string, string> = secretIn === "header" ? { authorization } : {};
    const url = `${this.providers.googleIssuer}/token`;
    return (await fetch(url, { method: "POST", body, headers })).json();
  }

  verifyIdToken(idToken: string) {
    const keys = createRemoteJWKSet(new URL(`${this.providers.googleIssuer}/oauth2/v3/certs`));
    const issuer = this.providers.googleIssuer;
    return jwtVerify(idToken, keys, {
      issuer,
      audience: this.providers.google.id,
      algorithms: ["RS256"],
    });
  }

  githubFlow(scope = "user:email", more: Record<string, string> = {}) {
    const { verifier, challenge, state } = newFlow();
    const query = new URLSearchParams({
      client_id: this.providers.github.id,
      redirect_uri: `${appOrigin}/api/auth/callback/github`,
      scope,
      code_challenge: challenge,
      code_challenge_method: "S256",
      state,
      ...more,
    });
    return { url: `${this.providers.githubUrl}/login/oauth/authorize?${query}`, verifier, state };
  }

  async githubCode(account: string, scope?: string) {
    const flow = this.githubFlow(scope);
    const { location } = await this.control("authorize", { url: flow.url, account });
    return { code: new URL(location).searchParams.get("code") ?? "", flow };
  }

  githubForm(code: string, code_verifier: string, more: Record<string, string> = {}) {
    const { id: client_id, secret: client_secret } = this.providers.github;
    return new URLSearchParams({ client_id, client_secret, code, code_verifier, ...more });
  }

  async redeemGitHub(code: string, verifier: string, more?: Record<string, string>) {
    const response = await fetch(`${this.providers.githubUrl}/login/oauth/access_token`, {
      method: "POST",
      body: this.githubForm(code, verifier, more),
      headers: { accept: "application/json" },
    });
    expect(response.status).toBe(200);
    return response.json();
  }

  async githubToken(account: string, scope?: string): Promise<string> {
    const { code, flow } = await this.githubCode(account, scope);
    return (await this.redeemGitHub(code, flow.verifier)).access_token;
  }

  async api(path: string, token: string) {
    const headers = { authorization: `Bearer ${token}`, "user-agent": "test" };
    const response = await fetch(`${this.providers.githubUrl}/api/v3${path}`, { headers });
    const text = await response.text();
    const body = text.startsWith("<") ? text : safeJson(text);
    return { status: response.status, body, link: response.headers.get("link") };
  }

  async control(path: string, body: unknown) {
    const url = `${this.providers.controlUrl}/${path}`;
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    expect(response.status, await response.clone().text()).toBeLessThan(300);
    return response.json();
  }

  async getJson(url: string) {
    return (await fetch(url)).json();
  }
}

function newFlow() {
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  return { verifier, challenge, state: randomBytes(8).toString("hex") };
}

function safeJson(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
