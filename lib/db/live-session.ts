import "server-only";
import { and, gt, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { sessions } from "@/lib/db/schema";

/** What makes a session one: it is past neither of its expiries, by the clock of the database. */
export const isLive = isLiveIn(sessions);

/** The same of the table under another name. */
export function isLiveIn(table: { expires: PgColumn; absoluteExpires: PgColumn }) {
  return and(gt(table.expires, sql`now()`), gt(table.absoluteExpires, sql`now()`));
}
