import "server-only";
import { isDeepStrictEqual } from "node:util";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { factsOf } from "@/lib/auth/linking/complete-sign-in";
import { decideSeparateUserAddress } from "@/lib/auth/linking/link-policy";
import { recordOf } from "@/lib/auth/linking/open-session";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { retryOnConflict } from "@/lib/auth/linking/retry-on-conflict";
import { trustIn } from "@/lib/auth/linking/trusted-address";
import { localPart } from "@/lib/auth/providers/claims";
import { findLinkCandidates, type LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { signInSeparateUser } from "@/lib/db/sign-in/separate-user";
import type { Device } from "@/lib/http/device";
import { deriveUsername, withSuffix } from "@/lib/usernames/derive-username";

export type SeparateUser = {
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};

/**
 * Creates a user for a pending link, and signs them in, when the visitor doesn't want to, or can't,
 * sign in as the user who has its address. The link's provider authenticated it minutes ago, in this
 * browser.
 *
 * @param browser.sessionToken - for the session to open; only its hash is stored
 * @returns `used` when the link was already accepted, declined or used, or a user has its account
 * @throws DatabaseUnavailableError
 */
export function createSeparateUser(
  link: PendingLink,
  browser: { sessionToken: string; device: Device; deviceHash: string },
): Promise<SeparateUser | "used"> {
  const { id: pendingLink, provider, issuer, subject, email } = link;
  const claims = claimsOf(link);
  const username = deriveUsername(localPart(email));
  return retryOnConflict(async () => {
    const candidates = await findLinkCandidates({
      ...{ provider, issuer, subject, email, username },
      accountHashes: accountHashes({ provider, issuer, providerAccountId: subject }),
    });
    if (candidates.accountOwner || candidates.isOfOtherIssuer) return "used";
    const decision = decideAddress(link, candidates);
    const record = recordOf(
      { provider, issuer, claims, ...browser },
      email,
      candidates.usernameTaken ? withSuffix(username) : username,
    );
    const signedIn = await signInSeparateUser(record, {
      pendingLink,
      ...decision,
      isStillSo: (latest) => isDeepStrictEqual(decideAddress(link, latest), decision),
    });
    if (signedIn === null || signedIn === "used") return signedIn;
    return { ...signedIn, expires: record.session.absoluteExpires };
  });
}

/** Whose the link's address is so far, and what becomes of it. */
function decideAddress(link: PendingLink, candidates: LinkCandidates) {
  const { provider, email } = link;
  const claims = claimsOf(link);
  const signIn = { intent: "sign-in", currentUser: null, provider, claims } as const;
  const { addressHolder } = factsOf(signIn, candidates);
  const trust = trustIn(provider, email, claims.email_authoritative);
  // An account that was removed from the holder takes their address only if its provider knows better.
  const wasRemoved = link.removal !== undefined && addressHolder?.userId === link.userId;
  if (wasRemoved && trust <= addressHolder.trust)
    return { holder: addressHolder.userId, address: "leave" as const };
  return {
    holder: addressHolder?.userId ?? null,
    address: decideSeparateUserAddress(addressHolder, trust),
  };
}
