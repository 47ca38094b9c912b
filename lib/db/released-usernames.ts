import "server-only";
import { and, eq, gt, type SQL, sql } from "drizzle-orm";
import { deleteExpired } from "@/lib/db/delete-expired";
import type { Database } from "@/lib/db/driver/client";
import { releasedUsernames } from "@/lib/db/remembered-schema";
import { users } from "@/lib/db/schema";

/** A username that its user gave up stays reserved for 90 days, so that no one can pass for them. */
const reservedSince = sql.raw("now() - interval '90 days'");

/** A query for the row that reserves a username for the user who gave it up. */
export function selectReservation(database: Database, username: SQL | string) {
  return database
    .select({ userId: releasedUsernames.userId })
    .from(releasedUsernames)
    .where(
      and(
        eq(releasedUsernames.username, username),
        gt(releasedUsernames.releasedAt, reservedSince),
      ),
    );
}

/**
 * Reserves a user's present username, which they are about to give up.
 * @param keptFor - whose it stays; null if the user is about to be deleted
 */
export async function releaseUsername(
  tx: Database,
  userId: string,
  keptFor: string | null = userId,
): Promise<void> {
  const released = { userId: keptFor, releasedAt: sql`now()` };
  const given = tx
    .select({
      username: users.username,
      userId: sql`${keptFor}::uuid`.as("user_id"),
      releasedAt: sql`now()`.as("released_at"),
    })
    .from(users)
    .where(eq(users.id, userId));
  await tx
    .insert(releasedUsernames)
    .select(given)
    .onConflictDoUpdate({ target: releasedUsernames.username, set: released });
}

/**
 * Takes a username for a user, in the transaction that has just written it to their row. Only after
 * that write does this see a user who gave it up at the same moment.
 *
 * @returns false if it is reserved for another user; the caller must roll back
 */
export async function takeUsername(
  tx: Database,
  userId: string,
  username: string,
): Promise<boolean> {
  const [reservation] = await selectReservation(tx, username);
  if (reservation && reservation.userId !== userId) return false;
  await tx.delete(releasedUsernames).where(eq(releasedUsernames.username, username));
  return true;
}

/**
 * Deletes up to `limit` reservations that are over.
 * @returns the number of deleted rows
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredReservations(limit: number): Promise<number> {
  const { username: id, releasedAt: time } = releasedUsernames;
  return deleteExpired({ table: releasedUsernames, id, time, moment: reservedSince, limit });
}
