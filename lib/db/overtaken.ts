import "server-only";
import { answer, isForeignKeyViolation, isUniqueViolation } from "@/lib/db/answer";

/** What a transaction was decided on is no longer so: it throws this, and is undone. */
export class OvertakenError extends Error {
  override name = "OvertakenError";
}

/**
 * Runs a write that another one may have been faster than.
 * @returns null when it was: then nothing was written, and the caller decides again on fresh facts
 */
export function unlessOvertaken<T>(write: () => Promise<T>): Promise<T | null> {
  return nullIfOvertaken(answer(write));
}

/** The same for a write that runs already, within `answer`. */
export async function nullIfOvertaken<T>(write: Promise<T>): Promise<T | null> {
  try {
    return await write;
  } catch (error) {
    // A key was taken, or the row that another one belongs to is gone.
    const overtaken =
      error instanceof OvertakenError || isUniqueViolation(error) || isForeignKeyViolation(error);
    if (overtaken) return null;
    throw error;
  }
}
