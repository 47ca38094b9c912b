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

/** How a sign-in failed, as far as the visitor is concerned. The log has the rest. */
export type SignInFailure =
  /** The provider said no, to a request that this browser did make. */
  | { kind: "provider-said-no" }
  /** Nothing shows that this browser asked for this callback. */
  | { kind: "callback-not-ours" }
  /** The provider's answers cannot be used. */
  | { kind: "provider-failed" }
  | { kind: "refused"; reason: RefusalReason }
  /** The person has to sign in as before, and can then connect this account. */
  | { kind: "guided"; link: PendingAccount }
  | { kind: "database-away" }
  | { kind: "bug" };

/**
 * Sorts what Auth.js threw. It wraps causes in causes: the first that we know, from outside in,
 * decides.
 *
 * @param codeRedeemed - whether the code was sent to the token endpoint. Before that, an error is
 *   about the callback's own parameters; after it, about the provider's answers.
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

/** oauth4webapi gives each of its errors such a code; Auth.js ships its own copy of the classes. */
function isProtocolError(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && code.startsWith("OAUTH_");
}
