import "server-only";
import { lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";

/**
 * Deletes up to `limit` expired rows, oldest first. It follows the index on their time, so it reads
 * no row that stays, however many rows there are.
 *
 * It skips rows that another transaction has locked: a clean-up never waits, and two concurrent ones
 * delete different rows. The ids are selected once, as an array; Postgres may rerun a subquery.
 *
 * @returns the number of deleted rows
 * @throws DatabaseUnavailableError
 */
export async function deleteExpired({
  table,
  id,
  time,
  moment,
  limit,
}: ExpiredRows): Promise<number> {
  const expired = db()
    .select({ id })
    .from(table)
    .where(lt(time, moment))
    .orderBy(time)
    .limit(limit)
    .for("update", { skipLocked: true });
  const removed = await runQuery(() =>
    db().delete(table).where(sql`${id} = any(array(${expired}))`),
  );
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
