import "server-only";
import { and, eq, inArray, notExists, sql } from "drizzle-orm";
import { isStillSuspended } from "@/lib/db/access/suspended-identities";
import { suspendedIdentities } from "@/lib/db/access-schema";
import { logOperation } from "@/lib/db/admin-log/log-operation";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { removedAccounts } from "@/lib/db/remembered-schema";
import type { AccountHashes } from "@/lib/db/removed-accounts";
import { accounts, users } from "@/lib/db/schema";

/** The hashes of accounts and addresses, one for each secret in use; the first is stored. */
export type IdentityHashes = {
  ofAccount: AccountHashes;
  ofAddress: (email: string) => [string, ...string[]];
};

type SuspendedUser = {
  userId: string;
  user: { email: string; hasEmail: boolean };
  until: Date | null;
  reason: string | null;
};

/**
 * Remembers a suspended user's accounts, also those removed within 90 days, their own address and those
 * that their accounts confirmed. An address that another user proved theirs is not this user's any more.
 * What is remembered already stays.
 */
export async function rememberSuspendedIdentities(
  tx: Database,
  { userId, user, until, reason }: SuspendedUser,
  { ofAccount, ofAddress }: IdentityHashes,
): Promise<void> {
  const own = await tx.select().from(accounts).where(eq(accounts.userId, userId));
  const removed = await tx
    .select({ hash: removedAccounts.accountHash })
    .from(removedAccounts)
    .where(eq(removedAccounts.userId, userId));
  const addresses = [
    ...(user.hasEmail ? [user.email] : []),
    ...own.flatMap(({ email, emailConfirmed }) => (emailConfirmed ? [email] : [])),
  ];
  const hashes = new Set([
    ...own.map((account) => ofAccount(account)[0]),
    ...removed.map(({ hash }) => hash),
    ...addresses.map((address) => ofAddress(address)[0]),
  ]);
  if (hashes.size === 0) return;
  const rows = [...hashes].map((identityHash) => ({
    ...{ identityHash, userId, reason },
    suspendedUntil: until,
  }));
  await tx.insert(suspendedIdentities).values(rows).onConflictDoNothing();
}

/** Forgets the accounts and addresses of a user whose suspension ends. */
export async function forgetSuspendedIdentities(tx: Database, userId: string): Promise<void> {
  await tx.delete(suspendedIdentities).where(eq(suspendedIdentities.userId, userId));
}

/** A deleted user by their id, or by an address of theirs under each secret in use. */
export type DeletedUser = { userId: string } | { addressHashes: readonly string[] };

/**
 * Ends the suspensions of users who are gone, so that they can sign up again.
 *
 * @param deleted - several users may have had one address: each is restored
 * @returns the ids of the users; none if no deleted user is suspended
 * @throws DatabaseUnavailableError
 */
export function restoreDeletedUsers(
  deleted: DeletedUser,
  actorId: string | null,
): Promise<string[]> {
  return runQuery(() =>
    db().transaction(async (tx) => {
      const found = await tx
        .selectDistinct({ userId: suspendedIdentities.userId })
        .from(suspendedIdentities)
        .where(and(isOf(deleted), isGone(tx)));
      const ids = found.map(({ userId }) => userId);
      if (ids.length === 0) return [];
      const ended = await tx
        .delete(suspendedIdentities)
        .where(inArray(suspendedIdentities.userId, ids))
        .returning({ userId: suspendedIdentities.userId });
      // Another operator may have been faster.
      const restored = [...new Set(ended.map(({ userId }) => userId))];
      const concerns = restored.map((userId) => ({ actorId, userId }));
      await logOperation(tx, { action: "restore" }, ...concerns);
      return restored;
    }),
  );
}

/**
 * Whether a deleted user with this id or address is suspended still.
 * @throws DatabaseUnavailableError
 */
export async function isDeletedUserSuspended(deleted: DeletedUser): Promise<boolean> {
  const found = await runQuery(() =>
    db()
      .select({ userId: suspendedIdentities.userId })
      .from(suspendedIdentities)
      .where(and(isOf(deleted), isStillSuspended, isGone(db())))
      .limit(1),
  );
  return found.length > 0;
}

function isOf(deleted: DeletedUser) {
  return "userId" in deleted
    ? eq(suspendedIdentities.userId, deleted.userId)
    : inArray(suspendedIdentities.identityHash, [...deleted.addressHashes]);
}

function isGone(database: Database) {
  const user = database
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, suspendedIdentities.userId));
  return notExists(user);
}

/**
 * Deletes the identities of up to `limit` suspensions that are over. All of a user's have one end.
 * @returns the number of deleted rows
 * @throws DatabaseUnavailableError
 */
export async function deleteEndedSuspensions(limit: number): Promise<number> {
  const { userId: id, suspendedUntil: time } = suspendedIdentities;
  return deleteExpired({ table: suspendedIdentities, id, time, moment: sql`now()`, limit });
}
