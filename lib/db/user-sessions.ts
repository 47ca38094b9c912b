import "server-only";
import { and, desc, eq, ne } from "drizzle-orm";
import {
  type ActingSession,
  type ActionRefusal,
  actionTransaction,
} from "@/lib/db/action-transaction";
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
import { rememberEnded } from "@/lib/db/ended-sessions";
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
  place: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  newDevice: boolean;
};

const columns = {
  id: sessions.id,
  provider: sessions.provider,
  userAgent: sessions.userAgent,
  ip: sessions.ip,
  place: sessions.place,
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
 * Ends one of the user's sessions and records that. If it was opened on an unknown device, the question
 * whose it was stays: what was done in it remains, and only the answer can undo that.
 *
 * @throws DatabaseUnavailableError
 */
export async function endSessionOf(
  context: FreshActionContext,
  id: string,
): Promise<EndedSession | ActionRefusal> {
  return actionTransaction(context, (tx, session) => endSession(tx, context, session, id));
}

/**
 * The same, and forgets the device on which the session was opened.
 * @throws DatabaseUnavailableError
 */
export async function endAndForget(
  context: SensitiveActionContext,
  id: string,
): Promise<EndedSession | ActionRefusal> {
  return actionTransaction(context, async (tx, session) => {
    const ended = await endSession(tx, context, session, id);
    if (ended !== "unknown" && (await forgetDeviceOf(tx, context.userId, id)))
      await noteActivity(tx, entryOf(context, session, "device-forgotten", { subjectId: id }));
    return ended;
  });
}

/** Ends a session within an action's transaction; see `endSessionOf`. */
export async function endSession(
  tx: Database,
  context: ActionContext,
  session: ActingSession,
  id: string,
): Promise<EndedSession> {
  const questions = { sessionId: id, kinds: ["used-elsewhere" as const] };
  const answered = await answerQuestions(tx, context, session, questions);
  const [ended] = await tx
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, context.userId)))
    .returning({
      provider: sessions.provider,
      subjectUserAgent: sessions.userAgent,
      tokenHash: sessions.sessionToken,
    });
  if (ended) {
    const { tokenHash, ...about } = ended;
    await rememberEnded(tx, [tokenHash], "user");
    const entry = { ...about, subjectId: id };
    await noteActivity(tx, entryOf(context, session, "session-ended", entry));
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
  return actionTransaction(context, async (tx, session) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.userId, context.userId), ne(sessions.id, context.sessionId), isLive))
      .returning({ tokenHash: sessions.sessionToken });
    const count = ended.length;
    if (count > 0) {
      await rememberEnded(
        tx,
        ended.map(({ tokenHash }) => tokenHash),
        "user",
      );
      const detail = String(count);
      await noteActivity(tx, entryOf(context, session, "other-sessions-ended", { detail }));
    }
    return count;
  });
}
