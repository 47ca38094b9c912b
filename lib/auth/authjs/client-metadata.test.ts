import { describe, expect, it } from "vitest";
import type { OpenIdProvider } from "@/lib/auth/providers/provider";
import { idTokenAlgorithms, tokenEndpointAuthMethod } from "./client-metadata";

const metadata = {
  issuer: "https://id.example.com",
  authorization_endpoint: "https://id.example.com/authorize",
  token_endpoint: "https://id.example.com/token",
};
const otherUser = { protocol: "oidc" } as OpenIdProvider;
const algorithmsOf = (named?: string[], provider = otherUser) =>
  idTokenAlgorithms(provider, { ...metadata, id_token_signing_alg_values_supported: named });
const methodOf = (named?: string[]) =>
  tokenEndpointAuthMethod({ ...metadata, token_endpoint_auth_methods_supported: named });

describe("how ID Tokens may be signed", () => {
  it.each([
    [["RS256"], ["RS256"]],
    [
      ["ES256", "RS256"],
      ["ES256", "RS256"],
    ],
    [
      ["HS256", "none", "PS384", "EdDSA", "Ed25519"],
      ["PS384", "EdDSA", "Ed25519"],
    ],
    [["HS256", "HS384", "HS512", "none", "RS256"], ["RS256"]],
    [undefined, ["RS256"]],
  ])("as %j says: %j", (named, taken) => {
    expect(algorithmsOf(named)).toEqual(taken);
  });

  it.each([[[]], [["none"]], [["HS256", "HS384", "HS512"]], [["rs256"]], [["RS1", "ES256K"]]])(
    "with %j, not at all",
    (named) => {
      expect(() => algorithmsOf(named)).toThrow(
        expect.objectContaining({ step: "metadata", code: "malformed" }),
      );
    },
  );

  it("as the table says, whatever the metadata does", () => {
    const google = { ...otherUser, idTokenAlgorithms: ["RS256"] };
    expect(algorithmsOf(["ES256", "HS256"], google)).toEqual(["RS256"]);
  });
});

describe("how the token endpoint takes the secret", () => {
  it.each([
    [undefined, "client_secret_basic"],
    [["client_secret_basic", "client_secret_post"], "client_secret_basic"],
    [["client_secret_post", "client_secret_basic"], "client_secret_basic"],
    [["private_key_jwt", "client_secret_post"], "client_secret_post"],
  ])("as %j says: %s", (named, method) => {
    expect(methodOf(named)).toBe(method);
  });

  it.each([[[]], [["none"]], [["private_key_jwt", "client_secret_jwt", "tls_client_auth"]]])(
    "with %j, not at all",
    (named) => {
      expect(() => methodOf(named)).toThrow(
        expect.objectContaining({ step: "metadata", code: "malformed" }),
      );
    },
  );
});
