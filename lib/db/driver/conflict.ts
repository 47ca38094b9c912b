import "server-only";
import type postgres from "postgres";
import { db } from "@/lib/db/driver/client";
import { type RunStatement, runRawQuery } from "@/lib/db/driver/raw-query";
import { isForeignKeyViolation, isUniqueViolation, runQuery } from "@/lib/db/driver/run-query";

/** What a transaction was decided on is no longer so: it throws this, and is undone. */
export class ConflictError extends Error {
  override name = "ConflictError";
}

/**
 * Runs a write that another one may have been faster than.
 * @returns null when it was: then nothing was written, and the caller decides again on fresh facts
 */
export function nullOnConflict<T>(write: () => Promise<T>): Promise<T | null> {
  return nullIfOvertaken(runQuery(write));
}

/** The same for a write that runs already, within `response`. */
export async function nullIfOvertaken<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    // A key was taken, or the row that another one belongs to is gone.
    const overtaken =
      error instanceof ConflictError || isUniqueViolation(error) || isForeignKeyViolation(error);
    if (overtaken) return null;
    throw error;
  }
}

/** The same for a transaction of statements that are written out; a result of null rolls nothing back. */
export function statementsUnlessOvertaken<T>(
  write: (run: RunStatement) => Promise<T>,
): Promise<T | null> {
  const work = (client: Pick<postgres.Sql, "unsafe">) =>
    write((text, values) => runRawQuery(text, values, client));
  return nullOnConflict(() => db().$client.begin(work) as Promise<T>);
}
