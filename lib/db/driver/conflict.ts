import "server-only";
import type postgres from "postgres";
import { db } from "@/lib/db/driver/client";
import { type RunRawQuery, runRawQuery } from "@/lib/db/driver/raw-query";
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

/** The same for a transaction of raw SQL. If `write` itself returns null, nothing is rolled back. */
export function runRawTransaction<T>(write: (run: RunRawQuery) => Promise<T>): Promise<T | null> {
  const work = (client: Pick<postgres.Sql, "unsafe">) =>
    write((text, values) => runRawQuery(text, values, client));
  return nullOnConflict(() => db().$client.begin(work) as Promise<T>);
}
