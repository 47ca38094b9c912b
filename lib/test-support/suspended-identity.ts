import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { suspendedIdentities } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { type TestUser, testIssuer } from "@/lib/test-support/test-user";

/** Remembers an identity as that of a suspended user who is gone. */
export async function suspendIdentity([identityHash = ""]: string[], until: Date | null = null) {
  const suspension = { userId: crypto.randomUUID(), suspendedUntil: until, reason: "Spam" };
  await db()
    .insert(suspendedIdentities)
    .values({ identityHash, ...suspension });
}

export function hashesOfAccount({ claims }: TestUser, provider = "google") {
  return accountHashes({ provider, issuer: testIssuer, providerAccountId: claims.subject });
}
