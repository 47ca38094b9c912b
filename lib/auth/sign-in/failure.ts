import type { Fault } from "@/lib/auth/authjs/fault";
import type { PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import type { KeptOut, RefusedSignIn } from "@/lib/auth/linking/verified-sign-in";

/** How a sign-in failed. The visitor sees `kind`; the log gets all of it. */
export type SignInFailure =
  /** Nothing shows that this browser started the flow of this callback. */
  | { kind: "callback-not-ours"; reason: CallbackProblem }
  /** The provider sent an error response to a request that this browser did make. */
  | { kind: "provider-said-no" }
  | RefusedSignIn
  | KeptOut
  /** The user's device has to wait before it can connect an account. */
  | { kind: "unknown-device" }
  /** The visitor has to sign in as before, and can then connect this account. */
  | { kind: "guided"; link: Omit<PendingLink, "returnTo"> }
  /** The account was removed from a user: the visitor restores it, signs in as before, or starts anew. */
  | { kind: "account-removed"; link: Omit<PendingLink, "returnTo"> }
  | Fault;

export type CallbackProblem =
  /** The state is missing, a parameter is repeated, or the query is too long. */
  | "parameters"
  /** The response has neither a code nor an error. */
  | "no-code"
  /** This browser has no flow of this state at this provider, or no longer: see `readFlow`. */
  | "unknown-state"
  /** `iss` is missing or another's (RFC 9207). */
  | "issuer";
