import type { Intent } from "@/lib/auth/linking/link-policy";
import type { Claims } from "@/lib/auth/providers/claims";
import type { ActionContext } from "@/lib/db/activity";
import type { AcceptedLink } from "@/lib/db/session-update/connection";
import type { Device } from "@/lib/http/device";

/** Verified claims of a provider, what they are for, and the browser that they came through. */
export type VerifiedSignIn = {
  intent: Intent;
  /** The signed-in user and their session; null for the intent "sign-in". */
  currentUser: Pick<ActionContext, "userId" | "sessionId" | "freshWithinSeconds"> | null;
  provider: string;
  claims: Claims;
  /** The token for the session cookie, stored as a hash; null keeps the session's current one. */
  sessionToken: string | null;
  device: Device;
  deviceHash: string;
  /** The pending link that is being accepted; it works once. */
  pendingLink?: AcceptedLink;
};

export type CompletedSignIn = {
  kind:
    | "signed-in"
    /** Signed in as a user who was created for this account. */
    | "new"
    /** Signed in, and the account was linked by its address. */
    | "linked"
    | "connected"
    | "connected-before"
    | "confirmed";
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};
