import type { Intent } from "@/lib/auth/linking/link-policy";
import type { Claims } from "@/lib/auth/providers/claims";
import type { ActionContext } from "@/lib/db/activity";
import type { AcceptedLink } from "@/lib/db/reauthentication";
import type { Device } from "@/lib/http/device";

export type VerifiedSignIn = {
  intent: Intent;
  /** Who is signed in, and in which session, for every other intent than to sign in. */
  user: Pick<ActionContext, "userId" | "sessionId" | "freshWithinSeconds"> | null;
  provider: string;
  claims: Claims;
  /** The token that goes into the cookie; only its hash is stored. Null keeps the session's own. */
  sessionToken: string | null;
  device: Device;
  deviceHash: string;
  /** The pending link that is being accepted; it works once. */
  pendingLink?: AcceptedLink;
};

export type CompletedSignIn = {
  kind:
    | "signed-in"
    /** Signed in to an account that was created for this. */
    | "new"
    /** Signed in, and the provider account was connected by its address. */
    | "linked"
    | "connected"
    | "connected-before"
    | "confirmed";
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};
