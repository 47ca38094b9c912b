import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { ActionContext } from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLiveIn } from "@/lib/db/live-session";
import { lockUser } from "@/lib/db/lock-user";
import { sessions } from "@/lib/db/schema";

/** Why an action did nothing: its session has ended, or needs a newer confirmation. */
export type ActionRefusal = "signed-out" | "stale";

/** The session in which a user acts. */
type ActingSession = { absoluteExpires: Date };

/**
 * Runs an action of a signed-in user in one transaction, which first checks that the user's session
 * may still act. A check before the transaction is not enough: the action may wait for the user's
 * row while the session ends. Every query that takes an `Actor` goes through here.
 *
 * @param act - must decide within `tx` that the rows it was asked about belong to the user
 * @returns a refusal if the session may not act; `act` was not called then, and nothing is written
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

/** Not `now()`, when the transaction began: it may have waited for the lock since. */
const currentTime = sql`clock_timestamp()`;

/**
 * Reads the session once the user is locked, and keeps it until the transaction ends: a sign-out at
 * the same moment waits, so that nothing is written in a session after it ended. The session may be
 * used meanwhile, since `key share` leaves `touchSession` alone.
 */
async function lockActingSession(
  tx: Database,
  { userId, sessionId, freshWithinSeconds }: ActionContext,
): Promise<ActingSession | ActionRefusal> {
  const [session] = await tx
    .select({
      absoluteExpires: sessions.absoluteExpires,
      confirmedSecondsAgo: sql<number>`extract(epoch from ${currentTime} - ${sessions.authenticatedAt})::float8`,
    })
    .from(sessions)
    .where(
      and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isLiveIn(sessions, currentTime)),
    )
    .for("key share");
  if (!session) return "signed-out";
  const { absoluteExpires, confirmedSecondsAgo } = session;
  const isStale = freshWithinSeconds !== undefined && confirmedSecondsAgo > freshWithinSeconds;
  return isStale ? "stale" : { absoluteExpires };
}
