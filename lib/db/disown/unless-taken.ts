import "server-only";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";
import { codeOf } from "@/lib/error-cause";

/** unique_violation: another row has the key. */
const uniqueViolation = "23505";

/**
 * Runs a write of a transaction that goes on without it if another user has the key.
 * @param write - throws ConflictError if it finds so itself
 * @returns whether it was written
 */
export async function unlessTaken(
  tx: Database,
  write: (inner: Database) => Promise<unknown>,
): Promise<boolean> {
  try {
    // A savepoint: after an error, Postgres rejects every other statement of a transaction.
    await tx.transaction(write);
    return true;
  } catch (error) {
    if (codeOf(error) === uniqueViolation || error instanceof ConflictError) return false;
    throw error;
  }
}
