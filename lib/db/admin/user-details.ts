import "server-only";
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { isSuspended } from "@/lib/db/access/standing";
import { recoveries } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { accounts, activity, sessions, users } from "@/lib/db/schema";

/** What an operator sees of a user: no hash, no token and no number at a provider. */
export type UserDetails = NonNullable<Awaited<ReturnType<typeof readUserDetails>>>;

/** Sessions and entries of the activity. */
const mostRows = 50;

/**
 * A user with their accounts, live sessions and latest activity; null if there is none.
 * @throws DatabaseUnavailableError
 */
export async function readUserDetails(userId: string) {
  const [user] = await runQuery(() => readUser(userId));
  if (!user) return null;
  const [connected, live, latest, recovery] = await Promise.all([
    runQuery(() => readAccounts(userId)),
    runQuery(() => readSessions(userId)),
    runQuery(() => readActivity(userId)),
    runQuery(() => readRecovery(userId)),
  ]);
  return { ...user, accounts: connected, sessions: live, activity: latest, recovery };
}

async function readUser(userId: string) {
  return db()
    .select({
      id: users.id,
      username: users.username,
      name: users.name,
      email: users.email,
      emailVerified: users.emailVerified,
      image: users.image,
      locale: users.locale,
      role: users.role,
      awaitingApproval: users.awaitingApproval,
      isSuspended,
      suspendedAt: users.suspendedAt,
      suspendedUntil: users.suspendedUntil,
      suspensionReason: users.suspensionReason,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(eq(users.id, userId));
}

async function readAccounts(userId: string) {
  return db()
    .select({
      id: accounts.id,
      provider: accounts.provider,
      email: accounts.email,
      emailConfirmed: accounts.emailConfirmed,
      createdAt: accounts.createdAt,
      lastUsedAt: accounts.lastUsedAt,
    })
    .from(accounts)
    .where(eq(accounts.userId, userId))
    .orderBy(asc(accounts.createdAt), asc(accounts.id));
}

async function readSessions(userId: string) {
  return db()
    .select({
      id: sessions.id,
      provider: sessions.provider,
      userAgent: sessions.userAgent,
      ip: sessions.ip,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      newDevice: sessions.newDevice,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(mostRows);
}

async function readActivity(userId: string) {
  return db()
    .select({
      id: activity.id,
      kind: activity.kind,
      at: activity.at,
      provider: activity.provider,
      detail: activity.detail,
      userAgent: activity.userAgent,
      ip: activity.ip,
    })
    .from(activity)
    .where(eq(activity.userId, userId))
    .orderBy(desc(activity.at), desc(activity.id))
    .limit(mostRows);
}

/** When the user's recovery link expires; null without a live one. */
async function readRecovery(userId: string) {
  const { createdAt, expires } = recoveries;
  const [recovery] = await db()
    .select({ createdAt, expires })
    .from(recoveries)
    .where(and(eq(recoveries.userId, userId), gt(expires, sql`now()`)));
  return recovery ?? null;
}
