import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type Actor, entryOf } from "@/lib/db/activity";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { isLive } from "@/lib/db/live-session";
import { lockPerson } from "@/lib/db/lock-person";
import { activity, sessions } from "@/lib/db/schema";

/** An export that is recorded and may be read, for as long as its session lives. */
export type BegunExport = {
  userId: string;
  sessionId: string;
  at: Date;
  /** The same moment to the microsecond, which a Date cuts off. Nothing newer is exported. */
  until: string;
};

export type ExportStart =
  | ({ kind: "begun" } & BegunExport)
  | { kind: "signed-out" }
  | { kind: "stale" };

/**
 * Checks that the session may export now and records the export, in one transaction: a session that
 * ends or ages at the same moment either still exports, or records nothing.
 *
 * @param freshSeconds - how recently a provider must have confirmed the user
 * @returns `signed-out` also when the user has been deleted
 * @throws DatabaseAwayError
 */
export async function beginExport(actor: Actor, freshSeconds: number): Promise<ExportStart> {
  const { userId, sessionId } = actor;
  return answer(() =>
    db().transaction(async (tx) => {
      await lockPerson(tx, userId);
      const [session] = await tx
        .select({
          isFresh: sql<boolean>`${sessions.authenticatedAt} >= now() - make_interval(secs => ${freshSeconds})`,
        })
        .from(sessions)
        .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isLive))
        // Signing out deletes the session without the user's lock.
        .for("key share");
      if (!session) return { kind: "signed-out" };
      if (!session.isFresh) return { kind: "stale" };
      const [entry] = await tx
        .insert(activity)
        .values(entryOf(actor, "exported"))
        .returning({ at: activity.at, until: sql<string>`${activity.at}::text` });
      if (!entry) throw new Error("the export was not recorded");
      return { kind: "begun", userId, sessionId, ...entry };
    }),
  );
}
