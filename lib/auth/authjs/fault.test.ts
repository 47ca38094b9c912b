import {
  AdapterError,
  CallbackRouteError,
  InvalidCheck,
  OAuthProfileParseError,
} from "@auth/core/errors";
import { describe, expect, it } from "vitest";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { DatabaseError, DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { toFault } from "./fault";

// Auth.js passes its classes errors and bare parameters, which their types leave out.
const routeError = (cause: Error) =>
  new CallbackRouteError(cause as never, { provider: "google" } as ErrorOptions);
const adapterError = (cause: Error) => new AdapterError(cause as never);
/** As oauth4webapi builds its errors; Auth.js bundles a copy of the classes. */
const protocolError = (code: string) => Object.assign(new Error("unexpected response"), { code });

describe.each([
  ["as it is", (error: Error) => error],
  ["in a CallbackRouteError", routeError],
  ["in an AdapterError", adapterError],
  ["in both", (error: Error) => routeError(adapterError(error))],
  ["in an Error's cause", (error: Error) => new Error("outer", { cause: error })],
])("a failure, thrown %s,", (_, wrap) => {
  it.each([
    [new DatabaseUnavailableError("away"), "database-away"],
    [new DatabaseError("23514", new Error("check")), "bug"],
    [new ProviderError("token", "timeout"), "provider-failed"],
    [new ProviderError("userinfo", "bad-status"), "provider-failed"],
    [protocolError("OAUTH_INVALID_RESPONSE"), "provider-failed"],
    [protocolError("OAUTH_JWT_CLAIM_COMPARISON_FAILED"), "provider-failed"],
    [new InvalidCheck("pkce value could not be parsed"), "bug"],
    [new TypeError("x is not a function"), "bug"],
  ])("is recognised: %s", (error, kind) => {
    const thrown = wrap(error);
    expect(toFault(thrown)).toEqual({ kind, error: thrown });
  });
});

// Auth.js logs it and throws nothing. Its wrappers would keep only the cause.
it("is a failure of the provider when the claims cannot be read", () => {
  const error = new OAuthProfileParseError(new TypeError("x") as never);
  expect(toFault(error)).toEqual({ kind: "provider-failed", error });
});

describe("an unexpected error", () => {
  it.each([undefined, null, "timeout", 5, { name: "ProviderError" }, new Error("x")])(
    "is a bug: %s",
    (error) => expect(toFault(error)).toEqual({ kind: "bug", error }),
  );

  it.each(["ECONNREFUSED", "XOAUTH_INVALID", "", 5, undefined])(
    "is not a protocol error with the code %j",
    (code) => {
      const error = Object.assign(new Error("x"), { code });
      expect(toFault(error).kind).toBe("bug");
    },
  );
});
