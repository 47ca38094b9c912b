import { OAuthProfileParseError } from "@auth/core/errors";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { DatabaseError, DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { causesOf } from "@/lib/error-cause";

/** What broke while a code was redeemed or a sign-in was stored. The log gets `error`. */
export type Fault = {
  kind: /** The provider's responses cannot be used. */ "provider-failed" | "database-away" | "bug";
  error: unknown;
};

/**
 * Classifies what Auth.js threw. It nests causes: from the outside in, the first one that we know
 * decides. The callback's own parameters were verified before, so a protocol error is about the
 * provider's responses.
 */
export function toFault(error: unknown): Fault {
  for (const cause of causesOf(error)) {
    if (cause instanceof DatabaseUnavailableError) return { kind: "database-away", error };
    if (cause instanceof DatabaseError) return { kind: "bug", error };
    if (isProviderError(cause) || isProtocolError(cause)) return { kind: "provider-failed", error };
    if (cause instanceof OAuthProfileParseError) return { kind: "provider-failed", error };
  }
  return { kind: "bug", error };
}

/** oauth4webapi gives its errors such codes. Auth.js bundles a copy, so `instanceof` would fail. */
function isProtocolError(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("OAUTH_");
}
