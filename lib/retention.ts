import "server-only";
import { deleteExpiredRecoveries } from "@/lib/db/access/recoveries";
import { deleteActivityBefore } from "@/lib/db/activity";
import { deleteExpiredInvitations } from "@/lib/db/admin/invitations";
import { deleteEndedSuspensions } from "@/lib/db/admin/suspended-identities";
import { deleteAdminLogBefore } from "@/lib/db/admin-log/admin-log";
import { deleteExpiredLimits } from "@/lib/db/rate-limit-store";
import { deleteExpiredReservations } from "@/lib/db/released-usernames";
import { deleteRemovalsBefore } from "@/lib/db/removed-accounts";
import { deleteExpiredSessions } from "@/lib/db/sessions";
import { deleteExpiredTokens } from "@/lib/db/used-tokens";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** Rows per statement. A row costs some reads from a disk that may be slow; a statement has 4 s. */
const batchSize = 500;
/** Long enough to notice that an account was removed; see docs/decisions/036-removed-accounts.md. */
const removalMaxAgeMilliseconds = 90 * 24 * 60 * 60 * 1000;

export type CleanedUp = { sessions: number; activity: number; limits: number };

/**
 * Deletes expired sessions, activity and the admin log past their retention period, expired counts of
 * attempts, expired ids of used links and recovery links, usernames that are no longer reserved, removals
 * of accounts that are 90 days old, invitations that expired 30 days ago, and what is remembered of
 * suspensions that are over.
 *
 * @param limit - the most rows to delete of each kind
 * @returns the numbers of deleted sessions, activity entries and counts
 * @throws DatabaseUnavailableError
 */
export async function cleanUp(limit: number): Promise<CleanedUp> {
  await inBatches(limit, deleteExpiredTokens);
  await inBatches(limit, deleteExpiredRecoveries);
  await inBatches(limit, deleteExpiredReservations);
  const oldestRemoval = new Date(Date.now() - removalMaxAgeMilliseconds);
  await inBatches(limit, (size) => deleteRemovalsBefore(oldestRemoval, size));
  await inBatches(limit, deleteExpiredInvitations);
  await inBatches(limit, deleteEndedSuspensions);
  const oldest = new Date(Date.now() - env().ACTIVITY_MAX_AGE * 1000);
  await inBatches(limit, (size) => deleteAdminLogBefore(oldest, size));
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

/** A clean-up is several statements that mostly find nothing: too expensive for every sign-in. */
const pauseMilliseconds = 60_000;
/** Far more than the few rows that each sign-in leaves to expire. */
const rowsPerSignIn = 50;
/** The most sign-ins that one clean-up covers: until it is done, the instance cannot end or is billed. */
const signInsAtOnce = 100;

const state = () => globalSingleton("clean-up", () => ({ signIns: 0, dueAt: 0 }));

/**
 * Cleans up after sign-ins, so that no deployment needs a scheduler: after the first sign-in of a
 * process, then at most once a minute, for all sign-ins since. Even an instance that lives for one
 * request does its share, and no timer is involved.
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
