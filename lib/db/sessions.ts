import "server-only";
import { and, eq, exists, not, sql } from "drizzle-orm";
import { selectLiveRecovery } from "@/lib/db/access/recoveries";
import { isSuspended } from "@/lib/db/access/standing";
import type { ActionContext } from "@/lib/db/activity";
import { builderColumns } from "@/lib/db/builder-columns";
import { deleteExpired } from "@/lib/db/delete-expired";
import { db } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { mayBeAnswered } from "@/lib/db/may-be-answered";
import { activity, sessions, users } from "@/lib/db/schema";
import { placesOf } from "@/lib/db/session-places";

export type LiveSession = NonNullable<Awaited<ReturnType<typeof findLiveSession>>>;

/**
 * The user behind a session token, found by one statement on the token's index.
 *
 * @param tokenHash - from `hashToken`
 * @returns null if there is no such session, it is past its idle or absolute expiry, or its user is
 *   suspended
 * @throws DatabaseUnavailableError
 */
export async function findLiveSession(tokenHash: string) {
  const [row] = await runQuery(() => liveSession().execute({ tokenHash }));
  return row ?? null;
}

const liveSession = oncePerPool((database) =>
  database
    .select({
      user: {
        id: users.id,
        sessionId: sessions.id,
        username: users.username,
        name: users.name,
        /** Null while the address is not confirmed as the user's. */
        email: sql<
          string | null
        >`case when ${users.emailVerified} is not null then ${users.email} end`,
        /** The address while `email` is null, for the user alone to see and to replace. */
        unconfirmedEmail: sql<
          string | null
        >`case when ${users.emailVerified} is null then ${users.email} end`,
        image: users.image,
        /** The language that they chose. */
        locale: users.locale,
        /** As stored; `effectiveRole` is the one that counts. */
        role: users.role,
        /** Id of the provider that the user signed in with. */
        provider: sessions.provider,
        /** How long ago a provider last confirmed the user, by the database's clock. */
        authenticatedSecondsAgo: sql<number>`ceil(extract(epoch from now() - ${sessions.authenticatedAt}))::int`,
        /** How long ago the session was opened, if that was on a device not known to be the user's. */
        newDeviceSecondsAgo: sql<
          number | null
        >`case when ${sessions.newDevice} then ceil(extract(epoch from now() - ${sessions.createdAt}))::int end`,
        /** Whether this session should ask its user about new sign-ins, or sessions used elsewhere. */
        hasNewSignIns: sql<boolean>`${exists(database.select({ id: activity.id }).from(activity).where(mayBeAnswered(database)))}`,
        /** Whether this session should tell its user that a link recovers their account. */
        hasRecovery: sql<boolean>`(not ${sessions.newDevice} and ${exists(selectLiveRecovery(database, users.id))})`,
        ...builderColumns,
      },
      /** The device that opened the session. */
      openedIn: { userAgent: sessions.userAgent, ip: sessions.ip },
      /** Where else it was used, as recorded so far. */
      usedIn: placesOf(database),
      lastSeenAt: sessions.lastSeenAt,
      expires: sessions.expires,
      absoluteExpires: sessions.absoluteExpires,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, sql.placeholder("tokenHash")), isLive, not(isSuspended)))
    .prepare("live_session"),
);

/** Records that a session is in use, and extends its idle expiry to `expires`. */
export async function touchSession(id: string, expires: Date): Promise<void> {
  await runQuery(() =>
    db().update(sessions).set({ lastSeenAt: sql`now()`, expires }).where(eq(sessions.id, id)),
  );
}

/**
 * Signs a browser out: deletes its session and records that. A session already gone is no error.
 * @param from - where the user is now
 * @returns the user's id; null if there was no such session
 * @throws DatabaseUnavailableError - the session may then still be live
 */
export async function deleteSession(
  tokenHash: string,
  { userAgent, ip, place }: Pick<ActionContext, "userAgent" | "ip" | "place">,
): Promise<string | null> {
  const [ended] = await runQuery(() =>
    runRawQuery<{ userId: string }>(signOut, [tokenHash, userAgent, ip, place ?? null]),
  );
  return ended?.userId ?? null;
}

const signOut = `-- sign-out
  with ended as (
    delete from sessions where token_hash = $1 returning id, user_id, provider
  )
  insert into activity (user_id, kind, provider, subject_id, user_agent, ip, place)
  select user_id, 'sign-out', provider, id, $2::text, $3::text, $4::text from ended
  returning user_id as "userId"`;

/**
 * Deletes up to `limit` sessions that are past an expiry, each expiry by its own index. The idle one
 * is rarely later than the absolute one, so the second pass usually finds nothing.
 *
 * @returns the number of deleted sessions
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredSessions(limit: number): Promise<number> {
  const expired = { table: sessions, id: sessions.id, moment: sql`now()` };
  const idle = await deleteExpired({ ...expired, time: sessions.expires, limit });
  if (idle === limit) return idle;
  return (
    idle +
    (await deleteExpired({ ...expired, time: sessions.absoluteExpires, limit: limit - idle }))
  );
}
