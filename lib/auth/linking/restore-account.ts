import "server-only";
import { decideKnownUser } from "@/lib/auth/linking/apply-access";
import { grantAdminRole } from "@/lib/auth/linking/grant-admin-role";
import { identityOf } from "@/lib/auth/linking/identity";
import { recordOf } from "@/lib/auth/linking/open-session";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { keptOut } from "@/lib/auth/linking/reject-sign-in";
import { retryOnConflict } from "@/lib/auth/linking/retry-on-conflict";
import type { KeptOut } from "@/lib/auth/linking/verified-sign-in";
import { localPart } from "@/lib/auth/providers/claims";
import { findLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { signInRestoredUser } from "@/lib/db/sign-in/restored-user";
import type { Device } from "@/lib/http/device";

export type RestoredAccount = {
  kind: "restored";
  userId: string;
  /** The language that they chose. */
  locale: string | null;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};

/**
 * Connects a removed account to its user again, and signs them in. The pending link's provider
 * authenticated it minutes ago, in this browser, which must have been the user's before the removal.
 *
 * @param browser.sessionToken - for the session to open; only its hash is stored
 * @returns `used` when the link was used, when another user has the account or had it since, or when the
 *   browser isn't known; a refusal when the user may not sign in here
 * @throws DatabaseUnavailableError
 */
export async function restoreAccount(
  link: PendingLink & { removal: string },
  browser: { sessionToken: string; device: Device; deviceHash: string },
): Promise<RestoredAccount | KeptOut | "used"> {
  const { id: pendingLink, removal, userId, provider, issuer, email } = link;
  const signIn = { provider, issuer, claims: claimsOf(link), currentUser: { userId } };
  const username = localPart(email);
  const record = recordOf({ ...signIn, ...browser }, email, username);
  return retryOnConflict(async () => {
    const candidates = await findLinkCandidates(identityOf(signIn, username));
    const access = decideKnownUser(signIn, candidates);
    if (access.kind === "reject") return keptOut(signIn, access);
    const restored = await signInRestoredUser(record, {
      ...{ pendingLink, removal, userId },
      isStillAllowed: (latest) => decideKnownUser(signIn, latest).kind === "admit",
    });
    if (restored === null || restored === "used") return restored;
    return { kind: "restored" as const, ...restored, expires: record.session.absoluteExpires };
  }).then((outcome) => grantAdminRole(outcome, signIn));
}
