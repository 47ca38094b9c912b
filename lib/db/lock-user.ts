import "server-only";
import { eq } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";

/**
 * Lets one change at a time be made to a person, until the transaction ends. A transaction that
 * changes a person and their accounts begins with this: two that took the rows in different
 * orders would wait for each other. Rows that only refer to the person may be written meanwhile.
 */
export async function lockUser(tx: Database, userId: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
}
