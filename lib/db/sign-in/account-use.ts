import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";
import { accounts, users } from "@/lib/db/schema";

/** A provider account, as its provider has just described it. */
export type NamedAccount = {
  provider: string;
  providerAccountId: string;
  /** Null if the provider verifies none now: the last verified one then stays, unconfirmed. */
  email: string | null;
  /** Whether the provider runs the address's domain; absent when it doesn't. */
  emailAuthoritative?: boolean;
  image: string | null;
};

/**
 * Records that a provider account was used, and what its provider reports now. If the user shows
 * this account's picture, theirs changes with it.
 *
 * The caller locks the user first: see `lockUser`.
 *
 * @throws ConflictError if the account no longer belongs to this user
 */
export async function recordAccountUse(
  tx: Database,
  userId: string,
  account: NamedAccount,
): Promise<void> {
  const { email, emailAuthoritative = false, image } = account;
  const isAccount = and(
    eq(accounts.userId, userId),
    eq(accounts.provider, account.provider),
    eq(accounts.providerAccountId, account.providerAccountId),
  );
  await tx
    .update(users)
    .set({ image })
    .from(accounts)
    .where(
      and(
        isAccount,
        eq(users.id, accounts.userId),
        eq(users.image, accounts.image),
        sql`${users.image} is distinct from ${image}`,
      ),
    );
  const used = await tx
    .update(accounts)
    .set({
      lastUsedAt: sql`now()`,
      image,
      emailConfirmed: email !== null,
      ...(email !== null && { email, emailAuthoritative }),
    })
    .where(isAccount);
  if (used.count === 0) throw new ConflictError();
}
