import "server-only";
import { deleteActivityBefore } from "@/lib/db/activity";
import { deleteExpiredLimits } from "@/lib/db/rate-limit-store";
import { deleteExpiredSessions } from "@/lib/db/sessions";
import { deleteExpiredTokens } from "@/lib/db/used-tokens";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** Rows in one statement. Each row is some reads from a disk that may be slow, and a statement has 4 s. */
const batchSize = 500;

export type CleanedUp = { sessions: number; activity: number; limits: number };

/**
 * Removes sessions that have expired, activity that is older than it is kept, counts of attempts
 * whose time is over, and the ids of used links that have expired.
 *
 * @param limit - rows of each kind at most
 * @returns how many sessions, entries and counts went
 * @throws DatabaseUnavailableError
 */
export async function cleanUp(limit: number): Promise<CleanedUp> {
  await inBatches(limit, deleteExpiredTokens);
  const oldest = new Date(Date.now() - env().ACTIVITY_MAX_AGE * 1000);
  return {
    sessions: await inBatches(limit, endExpiredSessions),
    activity: await inBatches(limit, (size) => deleteActivityBefore(oldest, size)),
    limits: await inBatches(limit, deleteExpiredLimits),
  };
}

async function endExpiredSessions(size: number): Promise<number> {
  const ended = await deleteExpiredSessions(size);
  countEndedSessions("expired", ended);
  return ended;
}

async function inBatches(limit: number, remove: (size: number) => Promise<number>) {
  let removed = 0;
  while (removed < limit) {
    const size = Math.min(batchSize, limit - removed);
    const gone = await remove(size);
    removed += gone;
    if (gone < size) break;
  }
  return removed;
}

/** Several statements, most of which find nothing, would be a good part of what a sign-in costs. */
const pauseMilliseconds = 60_000;
/** There are never more expired rows than sign-ins made, and each makes a few. */
const rowsPerSignIn = 50;
/** For whom a clean-up may take its time: an instance ends, or is paid for, until it has. */
const signInsAtOnce = 100;

const state = () => globalSingleton("clean-up", () => ({ signIns: 0, dueAt: 0 }));

/**
 * Cleans up on behalf of those who have signed in, so that no deployment needs a clock of its own:
 * upon the first sign-in that a process sees, and then once in a minute at most, for those since. An
 * instance that lives for one request does its share, and nothing is left to a timer.
 *
 * @throws DatabaseUnavailableError
 */
export async function cleanUpAfterSignIn(): Promise<void> {
  const kept = state();
  kept.signIns += 1;
  if (Date.now() < kept.dueAt) return;
  const signIns = Math.min(kept.signIns, signInsAtOnce);
  kept.signIns -= signIns;
  kept.dueAt = Date.now() + pauseMilliseconds;
  try {
    await cleanUp(signIns * rowsPerSignIn);
  } catch (error) {
    kept.signIns += signIns;
    throw error;
  }
}
