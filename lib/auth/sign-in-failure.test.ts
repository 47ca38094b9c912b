import {
  AdapterError,
  CallbackRouteError,
  InvalidCheck,
  OAuthCallbackError,
  OAuthProfileParseError,
} from "@auth/core/errors";
import { describe, expect, it } from "vitest";
import { SignInRefused } from "@/lib/auth/complete-sign-in";
import { ProviderError } from "@/lib/auth/provider-error";
import { DatabaseAwayError, DatabaseError } from "@/lib/db/answer";
import { toSignInFailure } from "./sign-in-failure";

// Auth.js hands its classes errors and bare parameters, which their types leave out.
const routeError = (cause: Error) =>
  new CallbackRouteError(cause as never, { provider: "google" } as ErrorOptions);
const adapterError = (cause: Error) => new AdapterError(cause as never);
/** As oauth4webapi builds its errors; Auth.js ships a copy of the classes. */
const protocolError = (code: string, cause?: unknown) =>
  Object.assign(new Error("unexpected response", { cause }), { code });
const providerSaidNo = (parameters: Record<string, unknown>) =>
  new OAuthCallbackError("OAuth Provider returned an error", {
    providerId: "google",
    ...parameters,
  } as ErrorOptions);

describe.each([
  ["as it is", (error: Error) => error],
  ["in a CallbackRouteError", routeError],
  ["in an AdapterError", adapterError],
  ["in both", (error: Error) => routeError(adapterError(error))],
  ["in an Error's cause", (error: Error) => new Error("outer", { cause: error })],
])("a failure, thrown %s,", (_, wrap) => {
  it.each([
    [
      new SignInRefused("email-unverified"),
      { kind: "refused", reason: "email-unverified" },
    ] as const,
    [new SignInRefused("address-taken"), { kind: "refused", reason: "address-taken" }] as const,
    [new DatabaseAwayError("away"), { kind: "database-away" }] as const,
    [new DatabaseError("23514", new Error("check")), { kind: "bug" }] as const,
    [new ProviderError("token", "timeout"), { kind: "provider-failed" }] as const,
    [new ProviderError("userinfo", "bad-status"), { kind: "provider-failed" }] as const,
    [new TypeError("x is not a function"), { kind: "bug" }] as const,
  ])("is told from the others whenever it comes: %s", (error, failure) => {
    expect(toSignInFailure(wrap(error), false)).toEqual(failure);
    expect(toSignInFailure(wrap(error), true)).toEqual(failure);
  });

  it("is about the callback before the code was redeemed, and about the provider after", () => {
    for (const code of ["OAUTH_INVALID_RESPONSE", "OAUTH_JWT_CLAIM_COMPARISON_FAILED"]) {
      const error = wrap(protocolError(code));
      expect(toSignInFailure(error, false)).toEqual({ kind: "callback-not-ours" });
      expect(toSignInFailure(error, true)).toEqual({ kind: "provider-failed" });
    }
  });
});

describe("a check that does not hold", () => {
  it("is a callback that this browser did not ask for, whatever lies beneath", () => {
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

describe("an outcome that nobody foresaw", () => {
  it.each([undefined, null, "timeout", 5, { name: "InvalidCheck" }, new Error("x")])(
    "is a bug: %s",
    (error) => {
      expect(toSignInFailure(error, false)).toEqual({ kind: "bug" });
      expect(toSignInFailure(error, true)).toEqual({ kind: "bug" });
    },
  );

  it.each(["ECONNREFUSED", "XOAUTH_INVALID", "", 5, undefined])(
    "is no protocol error for having the code %j",
    (code) => {
      const error = Object.assign(new Error("x"), { code });
      expect(toSignInFailure(error, true)).toEqual({ kind: "bug" });
    },
  );

  it("is what a profile that cannot be read turns into", () => {
    const error = new OAuthProfileParseError(new TypeError("x") as never);
    expect(toSignInFailure(error, true)).toEqual({ kind: "bug" });
  });
});

describe("a provider that said no", () => {
  it("has its error parameters shown, and no other: not state, code or iss", () => {
    const error = providerSaidNo({
      error: "access_denied",
      error_description: "The user <b>said</b> no.",
      error_uri: "https://example.com/why",
      error_subtype: "cancelled",
      state: "s3cret-state",
      code: "s3cret-code",
      iss: "https://accounts.google.com",
      an_error: "no",
    });
    const parameters = [
      { name: "error", value: "access_denied" },
      { name: "error_description", value: "The user <b>said</b> no." },
      { name: "error_uri", value: "https://example.com/why" },
      { name: "error_subtype", value: "cancelled" },
    ];
    expect(toSignInFailure(error, false)).toEqual({ kind: "provider-said-no", parameters });
    expect(toSignInFailure(routeError(error), false)).toMatchObject({ kind: "provider-said-no" });
  });

  it("is still recognised when it sent no parameter that can be shown", () => {
    const failure = { kind: "provider-said-no", parameters: [] };
    expect(toSignInFailure(providerSaidNo({ error: 5, state: "s" }), false)).toEqual(failure);
    expect(toSignInFailure(new OAuthCallbackError("no"), false)).toEqual(failure);
  });

  it("has long values cut, between characters, with a sign that they were", () => {
    expect(shown({ error: "a".repeat(200) })).toEqual(["a".repeat(200)]);
    expect(shown({ error: "a".repeat(201) })).toEqual([`${"a".repeat(200)}…`]);
    expect(shown({ error: `a${"😀".repeat(5000)}` })).toEqual([`a${"😀".repeat(199)}…`]);
  });

  it("has control characters taken out", () => {
    expect(shown({ error: "a\r\nb\u0000c\u001b[31md\u0085e" })).toEqual(["a b c [31md e"]);
  });

  it("has at most six parameters shown, their names cut", () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`error_${index}_${"x".repeat(90)}`, "v"]),
    );
    const failure = toSignInFailure(providerSaidNo(many), false);
    if (failure.kind !== "provider-said-no") throw new Error(`it is ${failure.kind}`);
    expect(failure.parameters).toHaveLength(6);
    for (const { name } of failure.parameters) expect(name).toHaveLength(40);
  });

  function shown(parameters: Record<string, string>): string[] {
    const failure = toSignInFailure(providerSaidNo(parameters), false);
    if (failure.kind !== "provider-said-no") throw new Error(`it is ${failure.kind}`);
    return failure.parameters.map(({ value }) => value);
  }
});
