import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Provider } from "@/lib/auth/providers/registry";
import { makeAuthorizationRequest } from "./authorization-request";

const metadata = {
  issuer: "https://id.example",
  authorization_endpoint: "https://id.example/authorize",
  token_endpoint: "https://id.example/token",
};
const provider = (protocol: Provider["protocol"]) =>
  ({
    id: "example",
    clientId: "client",
    scope: "openid email",
    protocol,
    metadata: async () => metadata,
  }) as unknown as Provider;

async function requestTo(protocol: Provider["protocol"], prompt: Record<string, string> = {}) {
  const { url, checks } = await makeAuthorizationRequest(provider(protocol), prompt);
  return { checks, parameters: new URL(url).searchParams };
}

describe("an authorization request to a provider", () => {
  it("returns to the callback of this provider, and carries its own checks", async () => {
    const { checks, parameters } = await requestTo("oidc", { prompt: "login" });
    expect(parameters.get("redirect_uri")).toBe("http://localhost:3000/api/auth/callback/example");
    expect(parameters.get("prompt")).toBe("login");
    expect(parameters.get("state")).toBe(checks.state);
    expect(parameters.get("nonce")).toBe(checks.nonce);
    const challenge = createHash("sha256").update(checks.codeVerifier).digest("base64url");
    expect(parameters.get("code_challenge")).toBe(challenge);
  });

  it("has a nonce only where an ID Token returns it", async () => {
    expect((await requestTo("oidc")).checks.nonce).not.toBeNull();
    expect((await requestTo("oauth")).checks.nonce).toBeNull();
  });
});
