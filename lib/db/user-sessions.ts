import "server-only";
import { and, desc, eq, ne } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import {
  type ActionContext,
  entryOf,
  type FreshActionContext,
  hasActivity,
  noteActivity,
  type SensitiveActionContext,
} from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { forgetDeviceOf } from "@/lib/db/known-devices";
import { answerQuestions } from "@/lib/db/new-device-sign-ins";
import { sessions } from "@/lib/db/schema";

/** A session as its user sees it. */
export type DeviceSession = {
  id: string;
  provider: string;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  newDevice: boolean;
};

const columns = {
  id: sessions.id,
  provider: sessions.provider,
  userAgent: sessions.userAgent,
  ip: sessions.ip,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  newDevice: sessions.newDevice,
};

/**
 * A user's live sessions, most recently used first.
 * @throws DatabaseUnavailableError
 */
export async function listSessions(userId: string, limit: number): Promise<DeviceSession[]> {
  return runQuery(() =>
    db()
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.userId, userId), isLive))
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(limit),
  );
}

/**
 * One of the user's live sessions, or null.
 * @throws DatabaseUnavailableError
 */
export async function findSessionOf(userId: string, id: string): Promise<DeviceSession | null> {
  const [session] = await runQuery(() =>
    db()
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isLive)),
  );
  return session ?? null;
}

/** `unknown` also covers another user's session. */
export type EndedSession = "ended" | "ended-before" | "unknown";

/**
 * Ends one of the user's sessions and records that. This also answers what the user was asked about it.
 * @throws DatabaseUnavailableError
 */
export async function endSessionOf(
  context: FreshActionContext,
  id: string,
): Promise<EndedSession | ActionRefusal> {
  return actionTransaction(context, (tx) => endSession(tx, context, id));
}

/**
 * The same, and forgets the device on which the session was opened.
 * @throws DatabaseUnavailableError
 */
export async function endAndForget(
  context: SensitiveActionContext,
  id: string,
): Promise<EndedSession | ActionRefusal> {
  return actionTransaction(context, async (tx) => {
    const ended = await endSession(tx, context, id);
    if (ended !== "unknown" && (await forgetDeviceOf(tx, context.userId, id)))
      await noteActivity(tx, entryOf(context, "device-forgotten", { subjectId: id }));
    return ended;
  });
}

/**
 * "That wasn't me": ends a session about which the acting one was asked. That needs no fresh session,
 * so that the user can act at once. If it was the sign-in that wasn't theirs, its device is forgotten,
 * in case it became known by a second confirmation.
 *
 * @throws DatabaseUnavailableError
 */
export async function disownSession(
  context: ActionContext,
  id: string,
): Promise<EndedSession | ActionRefusal> {
  return actionTransaction(context, async (tx) => {
    const answered = await answerQuestions(tx, context, id, ["sign-in", "used-elsewhere"]);
    if (answered.length === 0) {
      const before = { userId: context.userId, kind: "session-ended", subjectId: id } as const;
      return (await hasActivity(tx, before)) ? "ended-before" : "unknown";
    }
    if (answered.some(({ kind }) => kind === "sign-in"))
      await forgetDeviceOf(tx, context.userId, id);
    const ended = await endSession(tx, context, id);
    return ended === "unknown" ? "ended-before" : ended;
  });
}

async function endSession(tx: Database, context: ActionContext, id: string): Promise<EndedSession> {
  const answered = await answerQuestions(tx, context, id, ["sign-in", "used-elsewhere"]);
  const [ended] = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, context.userId)))
    .returning({ provider: sessions.provider });
  if (ended) {
    await noteActivity(tx, entryOf(context, "session-ended", { ...ended, subjectId: id }));
    return "ended";
  }
  const before = { userId: context.userId, kind: "session-ended", subjectId: id } as const;
  return answered.length > 0 || (await hasActivity(tx, before)) ? "ended-before" : "unknown";
}

/**
 * Ends all of the user's sessions except the acting one. If two sessions try to end each other, the
 * first one succeeds and remains.
 *
 * @returns the number of ended sessions
 * @throws DatabaseUnavailableError
 */
export async function endOtherSessionsOf(
  context: FreshActionContext,
): Promise<number | ActionRefusal> {
  return actionTransaction(context, async (tx) => {
    const { count } = await tx
      .delete(sessions)
      .where(and(eq(sessions.userId, context.userId), ne(sessions.id, context.sessionId), isLive));
    if (count > 0) {
      const detail = String(count);
      await noteActivity(tx, entryOf(context, "other-sessions-ended", { detail }));
    }
    return count;
  });
}
