import "server-only";
import { and, eq, gt, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { recoveries } from "@/lib/db/access-schema";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";

/** Not `now()`, which is when the transaction began: it may have waited for the user's lock since. */
const isLive = gt(recoveries.expires, sql`clock_timestamp()`);

/**
 * The user whose account a recovery link recovers. Finding it changes nothing.
 *
 * @param tokenHash - from `hashToken`
 * @returns null if there is no such link, or no longer
 * @throws DatabaseUnavailableError
 */
export async function findRecovery(tokenHash: string): Promise<{ userId: string } | null> {
  const [recovery] = await runQuery(() =>
    db()
      .select({ userId: recoveries.userId })
      .from(recoveries)
      .where(and(eq(recoveries.tokenHash, tokenHash), isLive)),
  );
  return recovery ?? null;
}

/** Uses a link up, so that it works once. @returns false if it was used, stopped or has expired */
export async function redeemRecovery(
  tx: Database,
  { userId, tokenHash }: { userId: string; tokenHash: string },
): Promise<boolean> {
  const redeemed = await tx
    .delete(recoveries)
    .where(and(eq(recoveries.userId, userId), eq(recoveries.tokenHash, tokenHash), isLive))
    .returning({ userId: recoveries.userId });
  return redeemed.length > 0;
}

/**
 * Uses up the link of a user who doesn't need it: they signed in with an account that they have.
 * @throws DatabaseUnavailableError
 */
export async function forgetRecovery(recovery: {
  userId: string;
  tokenHash: string;
}): Promise<void> {
  await runQuery(() => redeemRecovery(db(), recovery));
}

/** For a query on `users`: whether a link that recovers this user's account can still be used. */
export function selectLiveRecovery(database: Database, userId: PgColumn) {
  return database
    .select({ userId: recoveries.userId })
    .from(recoveries)
    .where(and(eq(recoveries.userId, userId), gt(recoveries.expires, sql`now()`)));
}

/**
 * Stops the recovery of the user's account, from a known device. An unknown one may be the intruder's
 * whom the recovery is to lock out.
 *
 * @returns `gone` also for a link that was used or has expired
 * @throws DatabaseUnavailableError
 */
export function stopRecovery(
  context: ActionContext,
): Promise<"stopped" | "gone" | "not-allowed" | ActionRefusal> {
  return actionTransaction(context, async (tx, session) => {
    if (session.newDevice) return "not-allowed";
    const stopped = await tx
      .delete(recoveries)
      .where(and(eq(recoveries.userId, context.userId), isLive))
      .returning({ userId: recoveries.userId });
    if (stopped.length === 0) return "gone";
    await noteActivity(tx, entryOf(context, session, "recovery-stopped"));
    return "stopped";
  });
}

/**
 * Deletes up to `limit` expired links.
 * @returns the number of deleted links
 * @throws DatabaseUnavailableError
 */
export function deleteExpiredRecoveries(limit: number): Promise<number> {
  const { userId: id, expires: time } = recoveries;
  return deleteExpired({ table: recoveries, id, time, moment: sql`now()`, limit });
}
