import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { ActionContext, SensitiveActionContext } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { accounts, activity, sessions, users } from "@/lib/db/schema";

/** Stores a user without the code under test. @returns their id */
export async function storeUser(changes: Partial<typeof users.$inferInsert> = {}) {
  const username = `ada-${randomUUID()}`;
  const email = `${username}@example.com`;
  const user = { username, name: "Ada Lovelace", email, emailVerified: new Date(), ...changes };
  return idOf(await db().insert(users).values(user).returning({ id: users.id }));
}

/** Stores a user's provider account. @returns its id */
export async function storeAccount(
  userId: string,
  changes: Partial<typeof accounts.$inferInsert> = {},
) {
  const providerAccountId = randomUUID();
  const email = `${providerAccountId}@example.com`;
  const account = { provider: "google", providerAccountId, email, userId, ...changes };
  return idOf(await db().insert(accounts).values(account).returning({ id: accounts.id }));
}

/** Stores a session that is live for another hour by default. @returns its id */
export async function storeSession(
  userId: string,
  changes: Partial<typeof sessions.$inferInsert> = {},
) {
  const session = {
    sessionToken: randomUUID(),
    provider: "google",
    expires: minutesFromNow(60),
    absoluteExpires: minutesFromNow(60),
    userId,
    ...changes,
  };
  return idOf(await db().insert(sessions).values(session).returning({ id: sessions.id }));
}

/** The context of an action; the session doesn't have to exist. */
export function contextIn(userId: string, sessionId: string = randomUUID()): ActionContext {
  return { userId, sessionId, userAgent: "Mozilla/5.0", ip: "192.0.2.1" };
}

/** Stores a session, opened just now on a known device by default, and returns an action's context in it. */
export async function storeFreshContext(
  userId: string,
  changes: Partial<typeof sessions.$inferInsert> = {},
): Promise<SensitiveActionContext> {
  return freshContext(userId, await storeSession(userId, changes));
}

/** The context of an action that is refused unless this session is fresh, and its device known for a day. */
export function freshContext(userId: string, sessionId?: string): SensitiveActionContext {
  return {
    ...contextIn(userId, sessionId),
    freshWithinSeconds: 5 * 60,
    newDeviceWaitSeconds: 24 * 60 * 60,
  };
}

/** A user's activity, oldest first. */
export function entriesOf(userId: string) {
  return db()
    .select()
    .from(activity)
    .where(eq(activity.userId, userId))
    .orderBy(asc(activity.at), asc(activity.id));
}

export function minutesFromNow(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}

function idOf([row]: { id: string }[]): string {
  if (!row) throw new Error("nothing was inserted");
  return row.id;
}
