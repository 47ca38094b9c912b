import { describe, expect, it } from "vitest";
import { checkClientSecret, type ErrorResponse, type SecretFacts } from "./client-secret";
import type { TokenEndpointResponse } from "./made-up-code";

const error = (code: string, description: string | null = null): ErrorResponse => ({
  kind: "error",
  code,
  description,
});

function check(
  response: ErrorResponse,
  control: TokenEndpointResponse | null = error("invalid_client"),
  changes: Partial<SecretFacts> = {},
) {
  return checkClientSecret({
    name: "Provider",
    place: "its console",
    idVariable: "AUTH_OIDC_X_ID",
    secretVariable: "AUTH_OIDC_X_SECRET",
    redirectAddress: "https://foyer.test/api/auth/callback/x",
    addressRejected: false,
    response,
    control,
    ...changes,
  });
}

it.each([
  ["invalid_grant", "ok"],
  ["bad_verification_code", "ok"],
  ["invalid_code", "ok"],
  ["invalid_client", "fail"],
  ["incorrect_client_credentials", "fail"],
  ["Not?Found", "fail"],
  ["status 401", "fail"],
  ["redirect_uri_mismatch", "fail"],
  ["server_error", "warn"],
])(
  "takes the error %s for a made-up code, with invalid_client for a made-up secret, for %s",
  (code, status) => {
    expect(check(error(code)).status).toBe(status);
  },
);

describe("a secret is not judged", () => {
  it.each<[string, TokenEndpointResponse | null]>([
    ["if a made-up secret gets the same error", error("invalid_grant")],
    ["if the request with a made-up secret got no error", { kind: "none" }],
    ["if no request with a made-up secret was sent", null],
  ])("%s", (_, control) => {
    const finding = check(error("invalid_grant"), control);
    expect(finding).toMatchObject({
      status: "warn",
      text: expect.stringContaining("could not be determined"),
      fix: expect.stringContaining("AUTH_OIDC_X_SECRET"),
    });
    expect(JSON.stringify(finding)).not.toContain("accepts");
  });
});

describe("unauthorized_client", () => {
  const response = error("unauthorized_client");

  it("is not taken for a wrong secret where the provider rejects the redirect address", () => {
    expect(check(response, response, { addressRejected: true }).status).toBe("skipped");
  });

  it("where a made-up secret gets it too, may be about the secret or the client", () => {
    expect(check(response, response)).toMatchObject({
      status: "fail",
      text: "Provider rejects the client (unauthorized_client)",
      fix: expect.stringMatching(/Copy AUTH_OIDC_X_ID .* authorization code flow\.$/),
    });
  });

  it("where a made-up secret gets another error, is about the grant type alone", () => {
    expect(check(response)).toMatchObject({
      status: "fail",
      text: expect.stringContaining("knows the client"),
      fix: expect.stringContaining("grant type authorization_code"),
    });
  });
});

it("names the other way to send a secret that is right", () => {
  expect(check(error("invalid_client")).fix).toContain("AUTH_OIDC_X_TOKEN_AUTH=post or basic");
  expect(check(error("invalid_client"), null, { idVariable: "AUTH_GITHUB_ID" }).fix).not.toContain(
    "TOKEN_AUTH",
  );
});

it("repeats the provider's own words", () => {
  expect(check(error("invalid_client", "The secret\nhas expired.")).text).toBe(
    "Provider rejects AUTH_OIDC_X_SECRET (invalid_client: The secret has expired.)",
  );
});
