import { InvalidCheck, OAuthCallbackError, OAuthProfileParseError } from "@auth/core/errors";
import {
  CallbackNotOurs,
  ExistingProviderRequired,
  type PendingAccount,
  SignInRejected,
} from "@/lib/auth/linking/errors";
import type { RefusalReason } from "@/lib/auth/linking/link-policy";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { DatabaseError, DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { causesOf } from "@/lib/error-cause";

/** How a sign-in failed, as far as the visitor needs to know. The log has the rest. */
export type SignInFailure =
  /** The provider sent an error response to a request that this browser did make. */
  | { kind: "provider-said-no" }
  /** Nothing shows that this browser started the flow of this callback. */
  | { kind: "callback-not-ours" }
  /** The provider's responses cannot be used. */
  | { kind: "provider-failed" }
  | { kind: "refused"; reason: RefusalReason }
  /** The visitor has to sign in as before, and can then connect this account. */
  | { kind: "guided"; link: PendingAccount }
  | { kind: "database-away" }
  | { kind: "bug" };

/**
 * Classifies what Auth.js threw. It nests causes: from the outside in, the first one that we know
 * decides.
 *
 * @param codeRedeemed - whether the code was sent to the token endpoint. Before that, a protocol
 *   error is about the callback's parameters; after it, about the provider's responses.
 */
export function toSignInFailure(error: unknown, codeRedeemed: boolean): SignInFailure {
  for (const cause of causesOf(error)) {
    if (cause instanceof SignInRejected) return { kind: "refused", reason: cause.reason };
    if (cause instanceof ExistingProviderRequired) return { kind: "guided", link: cause.link };
    if (cause instanceof CallbackNotOurs) return { kind: "callback-not-ours" };
    if (cause instanceof DatabaseUnavailableError) return { kind: "database-away" };
    if (cause instanceof DatabaseError) return { kind: "bug" };
    if (isProviderError(cause)) return { kind: "provider-failed" };
    if (cause instanceof InvalidCheck) return { kind: "callback-not-ours" };
    if (cause instanceof OAuthCallbackError) return { kind: "provider-said-no" };
    if (cause instanceof OAuthProfileParseError) return { kind: "provider-failed" };
    if (isProtocolError(cause)) {
      return { kind: codeRedeemed ? "provider-failed" : "callback-not-ours" };
    }
  }
  return { kind: "bug" };
}

/** oauth4webapi gives its errors such codes. Auth.js bundles a copy, so `instanceof` would fail. */
function isProtocolError(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("OAUTH_");
}
