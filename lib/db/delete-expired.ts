import "server-only";
import { lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";

/**
 * Removes up to `limit` rows whose time is over, the oldest first: in the order of the index on that
 * time, so that no row is read that stays, however many there are of either kind.
 *
 * Rows that somebody holds are left to them: a clean-up waits for nobody, and of two at once each
 * removes others. The rows are chosen once, as an array; a subquery may be run again and again.
 *
 * @returns how many there were
 * @throws DatabaseUnavailableError
 */
export async function deleteExpired({
  table,
  id,
  time,
  moment,
  limit,
}: ExpiredRows): Promise<number> {
  const past = db()
    .select({ id })
    .from(table)
    .where(lt(time, moment))
    .orderBy(time)
    .limit(limit)
    .for("update", { skipLocked: true });
  const removed = await runQuery(() => db().delete(table).where(sql`${id} = any(array(${past}))`));
  return removed.count;
}

type ExpiredRows = {
  table: PgTable;
  id: PgColumn;
  /** Must be indexed. */
  time: PgColumn;
  moment: SQL | Date | number;
  limit: number;
};
