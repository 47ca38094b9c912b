import "server-only";
import { and, eq, exists, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { ActionContext } from "@/lib/db/activity";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { provesDevice } from "@/lib/db/known-devices";
import { removedAccounts } from "@/lib/db/remembered-schema";
import { activity } from "@/lib/db/schema";

/** What identifies an account at its provider; `issuer` is null if it isn't stored. */
export type IdentifiedAccount = {
  provider: string;
  issuer: string | null;
  providerAccountId: string;
};

/** The hashes of an account, one for each secret in use; the first is stored. */
export type AccountHashes = (account: IdentifiedAccount) => [string, ...string[]];

/** Clean-up deletes older removals, but perhaps not at once. */
const isRemembered = gt(removedAccounts.removedAt, sql.raw("now() - interval '90 days'"));

/** Remembers that an account was removed from its user, and on which device. */
export async function rememberRemoval(
  tx: Database,
  { userId, userAgent, ip }: Pick<ActionContext, "userId" | "userAgent" | "ip">,
  { provider, hashes }: { provider: string; hashes: [string, ...string[]] },
): Promise<void> {
  await forgetRemovals(tx, userId, hashes);
  const [accountHash] = hashes;
  await tx.insert(removedAccounts).values({ userId, accountHash, provider, userAgent, ip });
}

/** Forgets that an account was removed from a user, who has it again. Other users' removals stay. */
export async function forgetRemovals(
  tx: Database,
  userId: string,
  hashes: readonly string[],
): Promise<void> {
  await tx
    .delete(removedAccounts)
    .where(
      and(eq(removedAccounts.userId, userId), inArray(removedAccounts.accountHash, [...hashes])),
    );
}

/** The latest removal of an account, from whichever user; part of other queries. */
export function selectLatestRemoval(database: Database, hashes: SQL<string[]>) {
  const { id, userId, accountHash, removedAt } = removedAccounts;
  const facts = sql`json_build_object('id', ${id}, 'userId', ${userId})`;
  // Not `order by … limit 1`, for which Postgres may read the index on the time from its end.
  return database
    .select({ latest: sql`json_agg(${facts} order by ${removedAt} desc) -> 0` })
    .from(removedAccounts)
    .where(and(sql`${accountHash} = any(${hashes})`, isRemembered));
}

/** A removal, as its page describes it to a visitor who has proved that the account is theirs. */
export type Removal = {
  removedAt: Date;
  /** Of the device that removed it. */
  userAgent: string | null;
  /** Whether the visitor's browser was known to be the user's before the removal. */
  isKnownDevice: boolean;
};

/**
 * A removal of one of the user's accounts.
 *
 * @param deviceHash - of the visitor's browser
 * @returns null if it is gone: the user has the account again, or 90 days have passed
 * @throws DatabaseUnavailableError
 */
export function findRemoval(removal: RemovalOf): Promise<Removal | null> {
  return runQuery(() => readRemoval(db(), removal));
}

/** The same within a transaction. */
export async function readRemoval(
  tx: Database,
  { id, userId, deviceHash }: RemovalOf,
): Promise<Removal | null> {
  const known = tx
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        eq(activity.deviceHash, deviceHash),
        provesDevice(activity.detail),
        lt(activity.at, removedAccounts.removedAt),
      ),
    );
  const [removal] = await tx
    .select({
      removedAt: removedAccounts.removedAt,
      userAgent: removedAccounts.userAgent,
      isKnownDevice: sql<boolean>`${exists(known)}`,
    })
    .from(removedAccounts)
    .where(and(eq(removedAccounts.id, id), eq(removedAccounts.userId, userId), isRemembered));
  return removal ?? null;
}

type RemovalOf = { id: string; userId: string; deviceHash: string };

/**
 * Deletes up to `limit` removals that are older than `moment`.
 * @returns the number of deleted rows
 * @throws DatabaseUnavailableError
 */
export async function deleteRemovalsBefore(moment: Date, limit: number): Promise<number> {
  const { id, removedAt } = removedAccounts;
  return deleteExpired({ table: removedAccounts, id, time: removedAt, moment, limit });
}
