import "server-only";
import { and, gt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { sessions } from "@/lib/db/schema";

/** What makes a session one: it is past neither of its expiries, by the clock of the database. */
export const isLive = isLiveIn(sessions);

/** The same of the table under another name, or at another moment. */
export function isLiveIn(table: Expiring, moment: SQL = sql`now()`) {
  return and(gt(table.expires, moment), gt(table.absoluteExpires, moment));
}

type Expiring = { expires: PgColumn; absoluteExpires: PgColumn };
