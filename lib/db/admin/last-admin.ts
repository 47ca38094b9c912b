import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { isAdmitted } from "@/lib/db/access/standing";
import type { Database } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";

/** Any number that no other advisory lock of the database has. */
const lastAdminLock = sql.raw("pg_advisory_xact_lock(5200620)");

/** A literal, so that Postgres sees that the partial index on the role covers it. */
const isAdmin = sql`${users.role} = 'admin'`;

/** Admins who are suspended or wait for approval can't act. */
const canAct = and(isAdmin, isAdmitted);

/**
 * Whether a user is the only admin who can act, and so can't be demoted, suspended or deleted. Until this
 * transaction ends, others that ask the same wait: otherwise two admins who demote each other would both
 * find that the other one is left. The caller has locked the user before (`lockUser`), in this order always.
 */
export async function isLastAdmin(tx: Database, userId: string): Promise<boolean> {
  const [admin] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), canAct));
  if (!admin) return false;
  await tx.execute(sql`select ${lastAdminLock}`);
  // A statement of its own, which sees what was committed while this one waited for the lock.
  const others = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(canAct, ne(users.id, userId)))
    .limit(1);
  return others.length === 0;
}
