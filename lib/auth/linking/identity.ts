import "server-only";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import type { VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { Identity } from "@/lib/db/sign-in/account-owners";
import { keyedHashes } from "@/lib/security/keyed-hash";

/**
 * What the database is asked about a sign-in's account.
 * @param username - the one that a new user would get
 */
export function identityOf(
  { provider, issuer, claims, currentUser = null, link }: IdentifiedSignIn,
  username: string,
): Identity {
  const { subject, email } = claims;
  return {
    ...{ provider, issuer, subject, email, username },
    accountHashes: accountHashes({ provider, issuer, providerAccountId: subject }),
    addressHashes: email ? addressHashes(email) : [],
    invitationHash: link?.kind === "invitation" ? link.tokenHash : null,
    concernedUserId: currentUser?.userId ?? null,
  };
}

export type IdentifiedSignIn = Pick<VerifiedSignIn, "provider" | "issuer" | "claims" | "link"> & {
  currentUser?: { userId: string } | null;
};

/** The hashes under which a suspended user's address is remembered: see `keyedHashes`. */
export function addressHashes(email: string) {
  return keyedHashes("suspended address", email);
}
