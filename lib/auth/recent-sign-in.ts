import "server-only";
import { recentSignInSeconds } from "@/lib/auth/session-lifetime";
import type { Visitor } from "@/lib/auth/visitor";

/**
 * Whether a provider has confirmed the visitor within the last five minutes: what gives data away
 * or cannot be undone asks for that, so that an unlocked computer is not enough.
 */
export function isRecent(visitor: Pick<Visitor, "authenticatedSecondsAgo">): boolean {
  return visitor.authenticatedSecondsAgo <= recentSignInSeconds;
}
