import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { lockUser } from "@/lib/db/lock-user";
import { activity, sessions } from "@/lib/db/schema";

/** From where a session was used. */
export type Place = { userAgent: string | null; ip: string | null; place?: string | null };

/** What differs from the device that opened the session. */
export type PlaceDifference = "network" | "browser" | "network, browser";

/** A phone on the move changes networks all day; more than these tell its user nothing new. */
export const maxPlaces = 10;

const isUseOfSession = and(
  eq(activity.sessionId, sessions.id),
  eq(activity.userId, sessions.userId),
  eq(activity.kind, "used-elsewhere"),
);

/** The recorded places of `sessions`, for the list of what a query selects. */
export function placesOf(database: Database) {
  const places = database
    .select({
      all: sql`json_agg(json_build_object('userAgent', ${activity.userAgent}, 'ip', ${activity.ip}))`,
    })
    .from(activity)
    .where(isUseOfSession);
  return sql<Place[]>`coalesce((${places}), '[]')`;
}

/** A use of a session, elsewhere than where it was opened. */
export type UseElsewhere = Place & {
  userId: string;
  sessionId: string;
  difference: PlaceDifference;
};

/**
 * Records that a session was used elsewhere, once for each place and at most `maxPlaces` times. Writes
 * nothing if the session has ended.
 *
 * @param isRecorded - whether the place is one of these; requests from one place arrive together, so
 *   it is asked again once the user is locked
 * @throws DatabaseUnavailableError
 */
export async function recordUseElsewhere(
  { userId, sessionId, difference, userAgent, ip, place }: UseElsewhere,
  isRecorded: (places: Place[]) => boolean,
): Promise<void> {
  await runQuery(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, userId);
      const [session] = await tx
        .select({ provider: sessions.provider, places: placesOf(tx) })
        .from(sessions)
        .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isLive));
      if (!session || session.places.length >= maxPlaces || isRecorded(session.places)) return;
      await tx.insert(activity).values({
        userId,
        kind: "used-elsewhere",
        provider: session.provider,
        subjectId: sessionId,
        sessionId,
        detail: difference,
        userAgent,
        ip,
        place,
        unanswered: true,
      });
    }),
  );
}

/** One recorded use of a session elsewhere. */
export type RecordedUse = Place & {
  id: string;
  sessionId: string;
  at: Date;
  /** Whether the user is still asked about it, on their other devices. */
  unanswered: boolean;
};

/**
 * Where a user's live sessions were used, other than where they were opened; newest first.
 * @throws DatabaseUnavailableError
 */
export async function listUsesElsewhere(userId: string, limit: number): Promise<RecordedUse[]> {
  const live = db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive));
  return runQuery(() =>
    db()
      .select({
        id: activity.id,
        sessionId: sql<string>`${activity.sessionId}`,
        userAgent: activity.userAgent,
        ip: activity.ip,
        place: activity.place,
        at: activity.at,
        unanswered: activity.unanswered,
      })
      .from(activity)
      .where(
        and(
          sql`${activity.sessionId} = any(array(${live}))`,
          eq(activity.userId, userId),
          eq(activity.kind, "used-elsewhere"),
        ),
      )
      .orderBy(desc(activity.at))
      .limit(limit),
  );
}
