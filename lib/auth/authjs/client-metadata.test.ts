import { describe, expect, it } from "vitest";
import type { OpenIdProvider } from "@/lib/auth/providers/provider";
import { idTokenAlgorithms, tokenEndpointAuthMethod, userinfoAlgorithms } from "./client-metadata";

const metadata = {
  issuer: "https://id.example.com",
  authorization_endpoint: "https://id.example.com/authorize",
  token_endpoint: "https://id.example.com/token",
};
const entry = { protocol: "oidc" } as OpenIdProvider;
const algorithmsOf = (named?: string[], provider = entry) =>
  idTokenAlgorithms(provider, { ...metadata, id_token_signing_alg_values_supported: named });
const methodOf = (named?: string[], tokenAuth?: "basic" | "post") =>
  tokenEndpointAuthMethod(
    { ...entry, ...(tokenAuth && { tokenAuth }) },
    { ...metadata, token_endpoint_auth_methods_supported: named },
  );

describe("the algorithms that may sign ID Tokens", () => {
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
  ])("follow the metadata %j: %j", (named, taken) => {
    expect(algorithmsOf(named)).toEqual(taken);
  });

  it.each([[[]], [["none"]], [["HS256", "HS384", "HS512"]], [["rs256"]], [["RS1", "ES256K"]]])(
    "are none with the metadata %j",
    (named) => {
      expect(() => algorithmsOf(named)).toThrow(
        expect.objectContaining({ step: "metadata", code: "malformed" }),
      );
    },
  );

  it("follow the provider table, whatever the metadata names", () => {
    const google = { ...entry, idTokenAlgorithms: ["RS256"] };
    expect(algorithmsOf(["ES256", "HS256"], google)).toEqual(["RS256"]);
  });
});

describe("the algorithms that may sign UserInfo responses", () => {
  it.each([
    [
      ["none", "RS256", "HS256", "PS256"],
      ["RS256", "PS256"],
    ],
    [["none", "HS256"], ["ES256"]],
    [undefined, ["ES256"]],
  ])("follow the metadata %j, or else those of ID Tokens: %j", (named, taken) => {
    const more = { id_token_signing_alg_values_supported: ["ES256", "HS256"] };
    const all = { ...metadata, ...more, userinfo_signing_alg_values_supported: named };
    expect(userinfoAlgorithms(entry, all)).toEqual(taken);
  });
});

describe("how to send the secret to the token endpoint", () => {
  it.each([
    [undefined, "client_secret_basic"],
    [["client_secret_basic", "client_secret_post"], "client_secret_basic"],
    [["client_secret_post", "client_secret_basic"], "client_secret_basic"],
    [["private_key_jwt", "client_secret_post"], "client_secret_post"],
  ])("follows the metadata %j: %s", (named, method) => {
    expect(methodOf(named)).toBe(method);
  });

  it.each(["basic", "post"] as const)(
    "is as the deployer says, whatever the metadata: %s",
    (set) => {
      for (const named of [undefined, ["none"], ["client_secret_post"], ["client_secret_basic"]]) {
        expect(methodOf(named, set)).toBe(`client_secret_${set}`);
      }
    },
  );

  it.each([[[]], [["none"]], [["private_key_jwt", "client_secret_jwt", "tls_client_auth"]]])(
    "is an error with the metadata %j",
    (named) => {
      expect(() => methodOf(named)).toThrow(
        expect.objectContaining({ step: "metadata", code: "malformed" }),
      );
    },
  );
});
