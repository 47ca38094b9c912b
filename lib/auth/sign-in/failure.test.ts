import {
  AdapterError,
  CallbackRouteError,
  InvalidCheck,
  OAuthCallbackError,
  OAuthProfileParseError,
} from "@auth/core/errors";
import { describe, expect, it } from "vitest";
import {
  CallbackNotOurs,
  ExistingProviderRequired,
  SignInRejected,
} from "@/lib/auth/linking/errors";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { DatabaseError, DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { toSignInFailure } from "./failure";

// Auth.js passes its classes errors and bare parameters, which their types leave out.
const routeError = (cause: Error) =>
  new CallbackRouteError(cause as never, { provider: "google" } as ErrorOptions);
const adapterError = (cause: Error) => new AdapterError(cause as never);
/** As oauth4webapi builds its errors; Auth.js bundles a copy of the classes. */
const protocolError = (code: string, cause?: unknown) =>
  Object.assign(new Error("unexpected response", { cause }), { code });
const link = {
  id: "00000000-0000-4000-8000-000000000000",
  issuedAt: 0,
  email_authoritative: false,
  name: null,
  userId: "a",
  provider: "github",
  subject: "1",
  email: "ada@example.com",
  picture: null,
  ownerProviders: ["google"],
};

describe.each([
  ["as it is", (error: Error) => error],
  ["in a CallbackRouteError", routeError],
  ["in an AdapterError", adapterError],
  ["in both", (error: Error) => routeError(adapterError(error))],
  ["in an Error's cause", (error: Error) => new Error("outer", { cause: error })],
])("a failure, thrown %s,", (_, wrap) => {
  it.each([
    [
      new SignInRejected("email-unverified"),
      { kind: "refused", reason: "email-unverified" },
    ] as const,
    [new SignInRejected("signed-out"), { kind: "refused", reason: "signed-out" }] as const,
    [new ExistingProviderRequired(link), { kind: "guided", link }] as const,
    [new CallbackNotOurs(), { kind: "callback-not-ours" }] as const,
    [new DatabaseUnavailableError("away"), { kind: "database-away" }] as const,
    [new DatabaseError("23514", new Error("check")), { kind: "bug" }] as const,
    [new ProviderError("token", "timeout"), { kind: "provider-failed" }] as const,
    [new ProviderError("userinfo", "bad-status"), { kind: "provider-failed" }] as const,
    [new TypeError("x is not a function"), { kind: "bug" }] as const,
  ])("is recognised before and after the code was redeemed: %s", (error, failure) => {
    expect(toSignInFailure(wrap(error), false)).toEqual(failure);
    expect(toSignInFailure(wrap(error), true)).toEqual(failure);
  });

  it("is about the callback before the code was redeemed, and about the provider afterwards", () => {
    for (const code of ["OAUTH_INVALID_RESPONSE", "OAUTH_JWT_CLAIM_COMPARISON_FAILED"]) {
      const error = wrap(protocolError(code));
      expect(toSignInFailure(error, false)).toEqual({ kind: "callback-not-ours" });
      expect(toSignInFailure(error, true)).toEqual({ kind: "provider-failed" });
    }
  });
});

describe("a check that fails", () => {
  it("is a callback that this browser did not start, whatever its cause", () => {
    const errors = [
      new InvalidCheck("state cookie was missing"),
      new InvalidCheck("state value could not be parsed", { cause: new Error("expired") }),
      new InvalidCheck("pkce value", { cause: new ProviderError("token", "timeout") }),
      routeError(new InvalidCheck("state")),
    ];
    for (const error of errors) {
      expect(toSignInFailure(error, false)).toEqual({ kind: "callback-not-ours" });
    }
  });
});

describe("an unexpected error", () => {
  it.each([undefined, null, "timeout", 5, { name: "InvalidCheck" }, new Error("x")])(
    "is a bug: %s",
    (error) => {
      expect(toSignInFailure(error, false)).toEqual({ kind: "bug" });
      expect(toSignInFailure(error, true)).toEqual({ kind: "bug" });
    },
  );

  it.each(["ECONNREFUSED", "XOAUTH_INVALID", "", 5, undefined])(
    "is not a protocol error with the code %j",
    (code) => {
      const error = Object.assign(new Error("x"), { code });
      expect(toSignInFailure(error, true)).toEqual({ kind: "bug" });
    },
  );
});

describe("an unusable response of the provider", () => {
  it("is a failure of the provider when the profile cannot be read", () => {
    const error = new OAuthProfileParseError(new TypeError("x") as never);
    expect(toSignInFailure(error, true)).toEqual({ kind: "provider-failed" });
  });
});

it("tells a provider's error response from every other failure", () => {
  const error = new OAuthCallbackError("OAuth Provider returned an error");
  expect(toSignInFailure(error, false)).toEqual({ kind: "provider-said-no" });
  expect(toSignInFailure(routeError(error), false)).toEqual({ kind: "provider-said-no" });
});
