import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { deleteAdminLogBefore } from "@/lib/db/admin-log/admin-log";
import { logOperation } from "@/lib/db/admin-log/log-operation";
import { adminLog } from "@/lib/db/admin-log/schema";
import { db } from "@/lib/db/driver/client";
import type { SeededUser } from "@/lib/test-support/seeded-user";

/** The queries of the admin log: see `queryCases`. */
export const adminLogCases = {
  logOperation: ({ userId }: SeededUser) =>
    logOperation(db(), { action: "approve" }, { userId, actorId: null }),
  deleteAdminLogBefore: () => deleteAdminLogBefore(new Date(0), 50),
};

/** What the admin log has about a user, oldest first. */
export function operationsOn(userId: string) {
  return db()
    .select()
    .from(adminLog)
    .where(eq(adminLog.userId, userId))
    .orderBy(asc(adminLog.at), asc(adminLog.id));
}

/** Two entries about a user, with every column filled but the invitation's. */
export async function logAbout(userId: string, detail: string): Promise<void> {
  const deed = { action: "suspend" as const, detail };
  const concerns = { userId, actorId: randomUUID() };
  await logOperation(db(), deed, concerns, concerns);
}

/** Rows for `storeOperatorsRows`. */
export async function storeLogRows(): Promise<void> {
  await db().execute(sql`
    insert into admin_log (action, user_id, at)
    select 'approve', id, now() - n * interval '1 hour' from users, generate_series(1, 2) n`);
  await db().execute(sql`analyze admin_log`);
}
