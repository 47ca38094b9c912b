import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";
import { accounts, users } from "@/lib/db/schema";

/** A provider account as its provider has just named it. */
export type NamedAccount = {
  provider: string;
  providerAccountId: string;
  /** Null when it is not verified now: then the last one that was stays, no longer confirmed. */
  email: string | null;
  /** Whether the provider runs the address's domain; absent when it doesn't. */
  emailAuthoritative?: boolean;
  image: string | null;
};

/**
 * Notes that a provider account was used, and what its provider says of it today. A person who
 * shows this account's picture goes on to show it when it changes.
 *
 * The person must be locked before: see `lockUser`.
 *
 * @throws ConflictError when it is no longer an account of this person
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
