import type { AccessReason, Suspension } from "@/lib/auth/access/decide-access";
import type { Intent, RefusalReason } from "@/lib/auth/linking/link-policy";
import type { PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import type { Claims } from "@/lib/auth/providers/claims";
import type { EmailProblem } from "@/lib/auth/providers/email-problem";
import type { ActionContext } from "@/lib/db/activity";
import type { AcceptedLink } from "@/lib/db/session-update/connection";
import type { Device } from "@/lib/http/device";

/** Verified claims of a provider, what they are for, and the browser that they came through. */
export type VerifiedSignIn = {
  intent: Intent;
  /** The signed-in user and their session; null for the intent "sign-in". */
  currentUser: CurrentSession | null;
  provider: string;
  /** The provider's server: see `Provider.issuer`. */
  issuer: string;
  claims: Claims;
  /** The token for the session cookie, stored as a hash; null keeps the session's current one. */
  sessionToken: string | null;
  device: Device;
  deviceHash: string;
  /** The link from an operator that the visitor signs in with. */
  link?: SignInLink | null;
  /** The pending link that is being accepted; it works once. */
  pendingLink?: AcceptedLink;
};

/** An invitation or a recovery, by the hash of its token. */
export type SignInLink = { kind: "invitation" | "recovery"; tokenHash: string };

type CurrentSession = Pick<
  ActionContext,
  "userId" | "sessionId" | "freshWithinSeconds" | "newDeviceWaitSeconds"
>;

export type CompletedSignIn = {
  kind:
    | "signed-in"
    /** Signed in as a user who was created for this account. */
    | "new"
    /** Signed in, and the account was linked by its address. */
    | "linked"
    /** Signed in by a recovery link, and the account was connected. */
    | "recovered"
    | "connected"
    | "connected-before"
    | "confirmed";
  userId: string;
  /** The language that the user chose, if this signed them in and they were known before. */
  locale?: string | null;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
  /** Whether a confirmation made the session's device known. */
  madeDeviceKnown?: boolean;
};

/** Why nothing was completed. */
export type StoppedSignIn =
  | RefusedSignIn
  | KeptOut
  /** The address is another user's: the visitor signs in as they did before, then connects this account. */
  | { kind: "guided"; link: Omit<PendingLink, "returnTo"> }
  /** The account was removed from a user: the visitor is told, and chooses. */
  | { kind: "account-removed"; link: Omit<PendingLink, "returnTo"> }
  /** `newDeviceWaitSeconds` of the current user haven't passed. */
  | { kind: "unknown-device" }
  /** `freshWithinSeconds` of the current user has passed. */
  | { kind: "stale" };

export type RefusedSignIn = {
  kind: "refused";
  reason: Exclude<RefusalReason, AccessReason>;
  emailProblem?: EmailProblem | undefined;
  /** The address that arrived, if a recovery is refused. */
  email?: string;
};

/** The refusal of someone who may not sign in here; see `decideAccess`. */
export type KeptOut = {
  kind: "refused";
  reason: AccessReason;
  /** The address that arrived. */
  email?: string;
  emailProblem?: never;
  /** If the reason is "suspended". */
  suspension?: Suspension;
};

export type SignInOutcome = CompletedSignIn | StoppedSignIn;

export function isCompleted(outcome: object): outcome is CompletedSignIn {
  return "expires" in outcome;
}
