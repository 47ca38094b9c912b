import "server-only";
import { freshnessSeconds } from "@/lib/auth/session/lifetime";
import type { CurrentUser } from "@/lib/auth/visitor";

/**
 * Whether a provider has confirmed the visitor within the last five minutes: what gives data away
 * or cannot be undone asks for that, so that an unlocked computer is not enough.
 */
export function isFresh(user: Pick<CurrentUser, "authenticatedSecondsAgo">): boolean {
  return user.authenticatedSecondsAgo <= freshnessSeconds;
}
