import "server-only";
import { and, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { sessions, users } from "@/lib/db/schema";

export type LiveSession = {
  visitor: {
    id: string;
    sessionId: string;
    username: string;
    name: string | null;
    email: string;
    image: string | null;
    /** Id of the provider that this session was opened with. */
    provider: string;
  };
  lastSeenAt: Date;
  expires: Date;
  absoluteExpires: Date;
};

/**
 * The person behind a session token, in one statement on the token's index.
 *
 * @param tokenHash - from `hashToken`
 * @returns null when there is no such session or it is past its idle or absolute expiry
 * @throws DatabaseAwayError
 */
export async function findLiveSession(tokenHash: string): Promise<LiveSession | null> {
  const [row] = await answer(() =>
    db()
      .select({
        visitor: {
          id: users.id,
          sessionId: sessions.id,
          username: users.username,
          name: users.name,
          email: users.email,
          image: users.image,
          provider: sessions.provider,
        },
        lastSeenAt: sessions.lastSeenAt,
        expires: sessions.expires,
        absoluteExpires: sessions.absoluteExpires,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.sessionToken, tokenHash),
          gt(sessions.expires, sql`now()`),
          gt(sessions.absoluteExpires, sql`now()`),
        ),
      ),
  );
  return row ?? null;
}

/** Notes that a session is in use, and moves its idle expiry to `expires`. */
export async function touchSession(id: string, expires: Date): Promise<void> {
  await answer(() =>
    db().update(sessions).set({ lastSeenAt: sql`now()`, expires }).where(eq(sessions.id, id)),
  );
}

/**
 * Ends a session; one that has ended before is no error.
 * @throws DatabaseAwayError - the session may then still be alive
 */
export async function deleteSession(tokenHash: string): Promise<void> {
  await answer(() => db().delete(sessions).where(eq(sessions.sessionToken, tokenHash)));
}

/** Removes up to `limit` rows that are past an expiry, so that a clean-up never holds a long lock. */
export async function deleteExpiredSessions(limit: number): Promise<void> {
  const expired = db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(or(lt(sessions.expires, sql`now()`), lt(sessions.absoluteExpires, sql`now()`)))
    .limit(limit);
  await answer(() => db().delete(sessions).where(inArray(sessions.id, expired)));
}
