import "server-only";
import { deleteActivityBefore } from "@/lib/db/activity";
import { deleteExpiredLimits } from "@/lib/db/limit-store";
import { deleteExpiredSessions } from "@/lib/db/sessions";
import { env } from "@/lib/env";
import { countEndedSessions } from "@/lib/telemetry/counts";

export type CleanedUp = { sessions: number; activity: number; limits: number };

/**
 * Removes sessions that have expired, activity that is older than it is kept, and counts of
 * attempts whose time is over. Some go whenever somebody signs in, so that no deployment needs a
 * clock of its own; `app/api/clean-up` is for those that have one.
 *
 * @param limit - rows of each kind at most, so that no lock is held for long
 * @returns how many went
 * @throws DatabaseAwayError
 */
export async function cleanUp(limit: number): Promise<CleanedUp> {
  const oldest = new Date(Date.now() - env().ACTIVITY_MAX_AGE * 1000);
  const expired = await deleteExpiredSessions(limit);
  countEndedSessions("expired", expired);
  return {
    sessions: expired,
    activity: await deleteActivityBefore(oldest, limit),
    limits: await deleteExpiredLimits(limit),
  };
}
