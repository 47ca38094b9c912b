import "server-only";
import { and, eq, exists, not, type SQLWrapper } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { provesDevice } from "@/lib/db/known-devices";
import { activity } from "@/lib/db/schema";
import { given } from "@/lib/db/sign-in/sign-in-record";

/**
 * Whether the given browser isn't known to be the user's. It is known if their first sign-in was on
 * it, or once they recognise it from a known device. Having been used isn't enough: an attacker's
 * browser would be known the second time.
 *
 * Locks the entry that proves it: so Postgres reads it again after a wait for the user's row, and a
 * device that was forgotten meanwhile isn't known. An entry that the clean-up is deleting is skipped.
 */
export function isNewDevice(database: Database, userId: SQLWrapper) {
  const known = database
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        eq(activity.deviceHash, given.deviceHash),
        provesDevice(activity.detail),
      ),
    )
    .for("share", { skipLocked: true });
  return not(exists(known));
}
