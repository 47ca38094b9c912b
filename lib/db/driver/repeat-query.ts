import { setTimeout as wait } from "node:timers/promises";
import { db, leaveOutSettings } from "@/lib/db/driver/client";
import { isRefusedSetting } from "@/lib/db/driver/session-settings";
import { codeOf } from "@/lib/error-cause";

/** serialization_failure: Postgres has rolled the statement back, and asks to run it again. */
const serializationFailure = "40001";

/** The pause before another attempt is up to this, and longer after each attempt. */
const pauseMilliseconds = 10;

/**
 * Runs a query again that Postgres rejected without having done anything:
 *
 * - The connection was refused for one of our settings. It is opened without them.
 * - The statement could not be serialised. That needs a default isolation above READ COMMITTED, behind
 *   a pooler through which a session can't change it.
 *
 * @param query - must have committed nothing when it fails
 * @param withinMilliseconds - the time for all attempts
 */
export async function repeatQuery<T>(
  query: () => Promise<T>,
  withinMilliseconds: number,
): Promise<T> {
  const lastStart = performance.now() + withinMilliseconds / 2;
  for (let attempt = 1; ; attempt += 1) {
    const pool = db();
    try {
      return await query();
    } catch (error) {
      const mayRepeat =
        (isRefusedSetting(error) && leaveOutSettings(pool)) || isSerializationFailure(error);
      if (!mayRepeat || performance.now() > lastStart) throw error;
    }
    await wait(Math.random() * pauseMilliseconds * attempt);
  }
}

function isSerializationFailure(error: unknown): boolean {
  return codeOf(error) === serializationFailure;
}
