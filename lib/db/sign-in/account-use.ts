import "server-only";
import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import { isAdmitted } from "@/lib/db/access/standing";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";
import { accounts, users } from "@/lib/db/schema";
import { accountValues, given, type NamedAccount } from "@/lib/db/sign-in/sign-in-record";

/** The row of `accounts` that has the given account's key. */
const hasGivenKey = and(
  eq(accounts.provider, given.provider),
  eq(accounts.providerAccountId, given.providerAccountId),
);

/** Whether a row of `accounts` is of the given issuer, or from before issuers were stored. */
export const isOfGivenIssuer = or(isNull(accounts.issuer), eq(accounts.issuer, given.issuer));

/** Whether a row of `accounts` is the given account. */
export const isGivenAccount = and(hasGivenKey, isOfGivenIssuer);

/** Whether a row has the given account's key but is of another issuer: it is another account. */
export const isOfOtherIssuer = and(hasGivenKey, ne(accounts.issuer, given.issuer));

/**
 * The steps that record the use of the given account, and what its provider reports now: `owner`
 * locks, `account` and `picture` write.
 *
 * @param userId - if set, the account must be this user's; if not, its user must be allowed to sign in
 */
export function accountUse(database: Database, userId?: string) {
  // Locks the user first and then the account: see `lockUser`. Postgres reads both again once it has
  // locked them; everything else is as it was when the statement began.
  const owner = database.$with("account_owner").as(
    database
      .select({
        id: users.id,
        showsPicture: sql<boolean>`${users.image} = ${accounts.image}`.as("shows_picture"),
      })
      .from(accounts)
      .innerJoin(users, eq(users.id, accounts.userId))
      .where(and(isGivenAccount, userId === undefined ? isAdmitted : eq(users.id, userId)))
      .for("no key update", { of: [users, accounts] }),
  );
  // Updates nothing if the account is gone, or another user's, once the lock on its user is free.
  const account = database.$with("account").as(
    database
      .update(accounts)
      .set({
        lastUsedAt: sql`now()`,
        issuer: given.issuer,
        email: sql`coalesce(${given.email}, ${accounts.email})`,
        emailConfirmed: sql`${given.email} is not null`,
        emailAuthoritative: sql`case when ${given.email} is null
          then ${accounts.emailAuthoritative} else ${given.emailAuthoritative} end`,
        image: given.image,
      })
      .from(owner)
      .where(and(isGivenAccount, eq(accounts.userId, owner.id)))
      .returning({ id: accounts.id, userId: accounts.userId }),
  );
  // A user who shows this account's picture gets the new one when it changes.
  const picture = database.$with("picture").as(
    database
      .update(users)
      .set({ image: given.image })
      .from(owner)
      .innerJoin(account, eq(account.userId, owner.id))
      .where(
        and(
          eq(users.id, owner.id),
          owner.showsPicture,
          sql`${users.image} is distinct from ${given.image}`,
        ),
      ),
  );
  return { owner, account, picture };
}

/**
 * Records that a user's account was used, and what its provider reports now. If the user shows this
 * account's picture, theirs changes with it.
 *
 * The caller locks the user first: see `lockUser`.
 *
 * @throws ConflictError if the account no longer belongs to this user
 */
export async function recordAccountUse(
  tx: Database,
  userId: string,
  named: NamedAccount,
): Promise<void> {
  const { owner, account, picture } = accountUse(tx, userId);
  const used = await tx
    .with(owner, account, picture)
    .select({ userId: account.userId })
    .from(account)
    .prepare("account_use")
    .execute(accountValues(named));
  if (used.length === 0) throw new ConflictError();
}
