import "server-only";
import { isForeignKeyViolation, isUniqueViolation, runQuery } from "@/lib/db/driver/run-query";

/** Thrown inside a transaction when the facts it was based on have changed; rolls it back. */
export class ConflictError extends Error {
  override name = "ConflictError";
}

/**
 * Runs a write that may conflict with a concurrent one.
 * @returns null if it did: nothing was written, and the caller decides again on fresh facts
 */
export function nullOnConflict<T>(write: () => Promise<T>): Promise<T | null> {
  return conflictToNull(runQuery(write));
}

/** The same for a write that already runs, in `runQuery`. */
export async function conflictToNull<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    // Another write took the key, or deleted the row that this one references.
    const isConflict =
      error instanceof ConflictError || isUniqueViolation(error) || isForeignKeyViolation(error);
    if (isConflict) return null;
    throw error;
  }
}
