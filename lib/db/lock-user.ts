import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";

/**
 * Locks a user until the transaction ends, so that one transaction at a time changes them. Every
 * transaction that changes a user and their accounts starts with this: two that locked the rows in
 * different orders would deadlock. Others may still write rows that only reference the user.
 */
export async function lockUser(tx: Database, userId: string): Promise<void> {
  await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, userId))
    .for("no key update")
    .prepare("lock_user")
    .execute();
}
