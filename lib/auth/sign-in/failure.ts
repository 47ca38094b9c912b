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
import { causeOf } from "@/lib/error-cause";

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
  for (let link = error; link instanceof Error; link = causeOf(link)) {
    if (link instanceof SignInRejected) return { kind: "refused", reason: link.reason };
    if (link instanceof ExistingProviderRequired) return { kind: "guided", link: link.link };
    if (link instanceof CallbackNotOurs) return { kind: "callback-not-ours" };
    if (link instanceof DatabaseUnavailableError) return { kind: "database-away" };
    if (link instanceof DatabaseError) return { kind: "bug" };
    if (isProviderError(link)) return { kind: "provider-failed" };
    if (link instanceof InvalidCheck) return { kind: "callback-not-ours" };
    if (link instanceof OAuthCallbackError) return { kind: "provider-said-no" };
    if (link instanceof OAuthProfileParseError) return { kind: "provider-failed" };
    if (isProtocolError(link)) {
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
