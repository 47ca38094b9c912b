import "server-only";
import { and, eq, not, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { isSuspended } from "@/lib/db/access/standing";
import type { ActionContext } from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLiveIn } from "@/lib/db/is-live";
import { lockUser } from "@/lib/db/lock-user";
import { sessions, users } from "@/lib/db/schema";

/**
 * Why an action was refused: its session has ended or its user is suspended, the user no longer has the
 * role for it, its unknown device has to wait, or the user must reauthenticate first.
 */
export type ActionRefusal = "signed-out" | "forbidden" | "unknown-device" | "stale";

/** The session in which a user acts. */
export type ActingSession = { absoluteExpires: Date; newDevice: boolean };

/**
 * Runs a signed-in user's action in one transaction, which first checks that the session may still
 * act. A check before the transaction isn't enough: the session may end, and the user lose their role,
 * while the action waits for the lock on the user's row. Every query that takes an `ActionContext` goes
 * through here.
 *
 * @param act - must check within `tx` that the rows it acts on belong to the user
 * @returns a refusal if the session may not act; then `act` isn't called and nothing is written
 * @throws DatabaseUnavailableError
 */
export function actionTransaction<T>(
  context: ActionContext,
  act: (tx: Database, session: ActingSession) => Promise<T>,
): Promise<T | ActionRefusal> {
  return runQuery(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, context.userId);
      const session = await lockActingSession(tx, context);
      return typeof session === "string" ? session : act(tx, session);
    }),
  );
}

/** Not `now()`, which is when the transaction began: it may have waited for the lock since. */
const currentTime = sql`clock_timestamp()`;

/**
 * Reads the session once the user is locked, and locks it until the transaction ends. A concurrent
 * sign-out waits, so nothing is written in a session after it ended, and so does whoever changes the
 * user's role. `key share` doesn't block `touchSession`, so the session stays usable meanwhile.
 */
async function lockActingSession(
  tx: Database,
  { userId, sessionId, allowsRole, freshWithinSeconds, newDeviceWaitSeconds }: ActionContext,
): Promise<ActingSession | ActionRefusal> {
  const [session] = await tx
    .select({
      role: users.role,
      absoluteExpires: sessions.absoluteExpires,
      newDevice: sessions.newDevice,
      openedSecondsAgo: secondsSince(sessions.createdAt),
      authenticatedSecondsAgo: secondsSince(sessions.authenticatedAt),
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        ...[eq(sessions.id, sessionId), eq(sessions.userId, userId)],
        ...[isLiveIn(sessions, currentTime), not(isSuspended)],
      ),
    )
    .for("key share", { of: sessions });
  if (!session) return "signed-out";
  const { role, absoluteExpires, newDevice, openedSecondsAgo, authenticatedSecondsAgo } = session;
  if (allowsRole && !allowsRole(role)) return "forbidden";
  // Confirming with another account makes a device known and the session fresh, in one go.
  if (newDevice && openedSecondsAgo < (newDeviceWaitSeconds ?? 0)) return "unknown-device";
  if (authenticatedSecondsAgo > (freshWithinSeconds ?? Number.POSITIVE_INFINITY)) return "stale";
  return { absoluteExpires, newDevice };
}

function secondsSince(moment: PgColumn) {
  return sql<number>`extract(epoch from ${currentTime} - ${moment})::float8`;
}
