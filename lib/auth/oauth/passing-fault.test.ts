import { describe, expect, it } from "vitest";
import { isPassing, isPassingCode } from "./passing-fault";
import { ProviderError } from "./provider-error";

describe("a provider's fault", () => {
  it.each([
    new ProviderError("keys", "unreachable"),
    new ProviderError("token", "timeout"),
    new ProviderError("userinfo", "bad-status", { detail: 503 }),
    new ProviderError("userinfo", "bad-status", { detail: 429 }),
    new ProviderError("token", "error-response", { detail: "invalid_grant" }),
    new ProviderError("token", "error-response", { detail: "temporarily_unavailable" }),
  ])("may pass by itself: %s", (error) => {
    expect(isPassing(error)).toBe(true);
    expect(isPassing(new Error("outer", { cause: error }))).toBe(true);
  });

  it.each([
    new ProviderError("token", "error-response", { detail: "invalid_client" }),
    new ProviderError("token", "error-response", { detail: "unauthorized_client" }),
    new ProviderError("token", "bad-status", { detail: 401 }),
    new ProviderError("token", "redirected"),
    new ProviderError("metadata", "malformed"),
    new ProviderError("token", "id-token-invalid"),
    new ProviderError("token", "not-reauthenticated"),
    Object.assign(new Error("missing nonce"), { code: "OAUTH_INVALID_RESPONSE" }),
  ])("stays until a setting changes: %s", (error) => {
    expect(isPassing(error)).toBe(false);
  });
});

it.each(["server_error", "temporarily_unavailable"])("%s may pass", (code) => {
  expect(isPassingCode(code)).toBe(true);
});

it.each(["access_denied", "unauthorized_client", "invalid_scope", ""])("%j stays", (code) => {
  expect(isPassingCode(code)).toBe(false);
});
