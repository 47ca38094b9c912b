import "server-only";
import { findProvider } from "@/lib/auth/providers/registry";
import type { IdentifiedAccount } from "@/lib/db/removed-accounts";
import { keyedHashes } from "@/lib/security/keyed-hash";

/**
 * The hashes under which an account is remembered as removed, or as a suspended user's: see `keyedHashes`.
 * The same number at another server is another account, so the issuer counts.
 *
 * @param account.issuer - null stands for the one that the provider is configured with
 */
export function accountHashes({ provider, issuer, providerAccountId }: IdentifiedAccount) {
  const server = issuer ?? findProvider(provider)?.issuer ?? null;
  return keyedHashes("removed account", JSON.stringify([provider, server, providerAccountId]));
}
