import "server-only";
import { and, eq, exists, sql } from "drizzle-orm";
import type { ActionContext } from "@/lib/db/activity";
import { deleteExpired } from "@/lib/db/delete-expired";
import { db } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/live-session";
import { mayBeAnswered } from "@/lib/db/new-device-sign-ins";
import { activity, sessions, users } from "@/lib/db/schema";

export type LiveSession = NonNullable<Awaited<ReturnType<typeof findLiveSession>>>;

/**
 * The person behind a session token, in one statement on the token's index.
 *
 * @param tokenHash - from `hashToken`
 * @returns null when there is no such session or it is past its idle or absolute expiry
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
        /** Null once another user has proved that the address is theirs. */
        email: sql<
          string | null
        >`case when ${users.emailVerified} is not null then ${users.email} end`,
        /** That address, for the user alone to see and to replace. */
        unconfirmedEmail: sql<
          string | null
        >`case when ${users.emailVerified} is null then ${users.email} end`,
        image: users.image,
        /** Id of the provider that this session was opened with. */
        provider: sessions.provider,
        /** How long ago a provider confirmed who this is, by the clock of the database. */
        authenticatedSecondsAgo: sql<number>`extract(epoch from now() - ${sessions.authenticatedAt})::float8`,
        /** Whether there are sign-ins on unknown devices that this session should be asked about. */
        hasNewSignIns: sql<boolean>`${exists(database.select({ id: activity.id }).from(activity).where(mayBeAnswered()))}`,
      },
      lastSeenAt: sessions.lastSeenAt,
      expires: sessions.expires,
      absoluteExpires: sessions.absoluteExpires,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.sessionToken, sql.placeholder("tokenHash")), isLive))
    .prepare("live_session"),
);

/** Notes that a session is in use, and moves its idle expiry to `expires`. */
export async function touchSession(id: string, expires: Date): Promise<void> {
  await runQuery(() =>
    db().update(sessions).set({ lastSeenAt: sql`now()`, expires }).where(eq(sessions.id, id)),
  );
}

/**
 * Signs a browser out: ends its session and notes that. One that has ended before is no error.
 * @param from - where the visitor is now
 * @returns whose it was
 * @throws DatabaseUnavailableError - the session may then still be alive
 */
export async function deleteSession(
  tokenHash: string,
  { userAgent, ip }: Pick<ActionContext, "userAgent" | "ip">,
): Promise<string | null> {
  const [ended] = await runQuery(() =>
    runRawQuery<{ userId: string }>(signOut, [tokenHash, userAgent, ip]),
  );
  return ended?.userId ?? null;
}

const signOut = `-- sign-out
  with ended as (
    delete from sessions where token_hash = $1 returning id, user_id, provider
  )
  insert into activity (user_id, kind, provider, subject_id, user_agent, ip)
  select user_id, 'sign-out', provider, id, $2::text, $3::text from ended
  returning user_id as "userId"`;

/**
 * Removes up to `limit` sessions that are past an expiry. The idle one hardly ever lies behind the
 * absolute one, so that the second look mostly finds nothing; each is by an index of its own.
 *
 * @returns how many there were
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredSessions(limit: number): Promise<number> {
  const past = { table: sessions, id: sessions.id, moment: sql`now()` };
  const idle = await deleteExpired({ ...past, time: sessions.expires, limit });
  if (idle === limit) return idle;
  return (
    idle + (await deleteExpired({ ...past, time: sessions.absoluteExpires, limit: limit - idle }))
  );
}
