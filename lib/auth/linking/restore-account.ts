import "server-only";
import { recordOf } from "@/lib/auth/linking/open-session";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { retryOnConflict } from "@/lib/auth/linking/retry-on-conflict";
import { localPart } from "@/lib/auth/providers/claims";
import { signInRestoredUser } from "@/lib/db/sign-in/restored-user";
import type { Device } from "@/lib/http/device";

export type RestoredAccount = {
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};

/**
 * Connects a removed account to its user again, and signs them in. The pending link's provider
 * authenticated it minutes ago, in this browser, which must have been the user's before the removal.
 *
 * @param browser.sessionToken - for the session to open; only its hash is stored
 * @returns `refused` when the link was used, when another user has the account or had it since, or when
 *   the browser isn't known
 * @throws DatabaseUnavailableError
 */
export async function restoreAccount(
  link: PendingLink & { removal: string },
  browser: { sessionToken: string; device: Device; deviceHash: string },
): Promise<RestoredAccount | "refused"> {
  const { id: pendingLink, removal, userId, provider, issuer, email } = link;
  const record = recordOf(
    { provider, issuer, claims: claimsOf(link), ...browser },
    email,
    localPart(email),
  );
  const restored = await retryOnConflict(() =>
    signInRestoredUser(record, { pendingLink, removal, userId }),
  );
  if (restored === "refused") return restored;
  return { ...restored, expires: record.session.absoluteExpires };
}
