import "server-only";
import { and, gt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { sessions } from "@/lib/db/schema";

/** A live session is past neither of its expiries, by the database's clock. */
export const isLive = isLiveIn(sessions);

/** The same for an alias of the table, or at another moment. */
export function isLiveIn(table: Expiring, moment: SQL = sql`now()`) {
  return and(gt(table.expires, moment), gt(table.absoluteExpires, moment));
}

type Expiring = { expires: PgColumn; absoluteExpires: PgColumn };
