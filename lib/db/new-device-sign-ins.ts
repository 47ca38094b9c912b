import "server-only";
import { and, desc, eq, exists, inArray, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  type ActingSession,
  type ActionRefusal,
  actionTransaction,
} from "@/lib/db/action-transaction";
import {
  type ActionContext,
  type ActivityEntry,
  entryOf,
  hasActivity,
  noteActivity,
} from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive, isLiveIn } from "@/lib/db/is-live";
import { mayBeAnswered, type Question } from "@/lib/db/may-be-answered";
import { activity, sessions } from "@/lib/db/schema";
import { changesIn, type SessionChange } from "@/lib/db/session-changes";

/** A question to the user, before they have said whether it was them. */
export type NewSignIn = Pick<ActivityEntry, "provider" | "userAgent" | "ip" | "place" | "at"> & {
  /** A sign-in on an unknown device, or the last use of a session elsewhere. */
  kind: Question;
  sessionId: string;
  /** Whether that session is still live. */
  isOpen: boolean;
  /** What was done in that session, latest first; at most `maxChanges`. */
  changes: SessionChange[];
};

/** More than this at once is an attack, and the activity page lists the rest. */
const maxShown = 20;

type Reader = Pick<ActionContext, "userId" | "sessionId">;

/**
 * The question that a session should ask its user about another session; null if there is none.
 * @throws DatabaseUnavailableError
 */
export async function findNewSignIn(reader: Reader, sessionId: string): Promise<NewSignIn | null> {
  const [signIn] = await listNewSignIns(reader, eq(activity.subjectId, sessionId));
  return signIn ?? null;
}

/**
 * The questions that a session should ask its user, latest first, and one of a kind for a session.
 * @throws DatabaseUnavailableError
 */
export async function listNewSignIns(context: Reader, about?: SQL): Promise<NewSignIn[]> {
  const opened = alias(sessions, "opened");
  const open = db()
    .select({ id: opened.id })
    .from(opened)
    .where(and(eq(opened.id, activity.subjectId), isLiveIn(opened)));
  const latest = db()
    .selectDistinctOn([activity.subjectId, activity.kind], {
      kind: sql<Question>`${activity.kind}`.as("kind"),
      sessionId: sql<string>`${activity.subjectId}`.as("session_id"),
      provider: activity.provider,
      userAgent: activity.userAgent,
      ip: activity.ip,
      place: activity.place,
      at: activity.at,
      isOpen: sql<boolean>`${exists(open)}`.as("is_open"),
      changes: changesIn(activity.subjectId).as("changes"),
    })
    .from(sessions)
    .innerJoin(activity, mayBeAnswered(db()))
    .where(
      and(eq(sessions.id, context.sessionId), eq(sessions.userId, context.userId), isLive, about),
    )
    .orderBy(activity.subjectId, activity.kind, desc(activity.at))
    .as("latest");
  return runQuery(() => db().select().from(latest).orderBy(desc(latest.at)).limit(maxShown));
}

/**
 * The questions about a session that the user answers now. A session on a known device answers them for
 * all; one on an unknown device only for itself, by the entry that its caller writes: see `mayBeAnswered`.
 *
 * @returns their kinds, with provider, browser and hashed device cookie; empty if there were none
 */
export async function answerQuestions(
  tx: Database,
  context: ActionContext,
  { newDevice }: Pick<ActingSession, "newDevice">,
  { sessionId, kinds }: { sessionId: string; kinds: Question[] },
): Promise<Pick<typeof activity.$inferSelect, "kind" | "provider" | "userAgent" | "deviceHash">[]> {
  const { kind, provider, userAgent, deviceHash } = activity;
  const answered = await tx
    .select({ id: activity.id, kind, provider, userAgent, deviceHash })
    .from(sessions)
    .innerJoin(activity, mayBeAnswered(tx))
    .where(
      and(
        eq(sessions.id, context.sessionId),
        eq(sessions.userId, context.userId),
        eq(activity.subjectId, sessionId),
        inArray(activity.kind, kinds),
        isLive,
      ),
    );
  if (!newDevice && answered.length > 0) {
    const ids = answered.map(({ id }) => id);
    await tx
      .update(activity)
      .set({ unanswered: false })
      .where(and(eq(activity.userId, context.userId), inArray(activity.id, ids)));
  }
  return answered;
}

/** `unknown` also covers another user's session, and one that the acting session can't answer for. */
export type RecognisedSession = "vouched" | "vouched-before" | "unknown";

/**
 * Records that a sign-in was the user's own. Its browser becomes a known device if the acting
 * session is on a known device itself.
 *
 * @throws DatabaseUnavailableError
 */
export async function recogniseSession(
  context: ActionContext,
  id: string,
): Promise<RecognisedSession | ActionRefusal> {
  return actionTransaction(context, async (tx, session) => {
    const [answered] = await answerQuestions(tx, context, session, {
      sessionId: id,
      kinds: ["sign-in"],
    });
    if (answered) {
      const { provider, userAgent, deviceHash } = answered;
      const about = { provider, subjectId: id, subjectUserAgent: userAgent };
      const entry = entryOf(context, session, "device-vouched", about);
      const isKnown = !session.newDevice;
      if (isKnown) await trustSession(tx, context.userId, id);
      await noteActivity(tx, { ...entry, ...(isKnown && { deviceHash }) });
      return "vouched";
    }
    const before = { userId: context.userId, kind: "device-vouched", subjectId: id } as const;
    return (await hasActivity(tx, before)) ? "vouched-before" : "unknown";
  });
}

/**
 * Marks a session as one on a known device. Only a session on a known device may: otherwise an attacker
 * with two new browsers could recognise the second from the first, and then, as it would count as known,
 * the first from the second. What undoes the session's changes goes: nothing will disown it now.
 */
async function trustSession(tx: Database, userId: string, id: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ newDevice: false })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)));
  await forgetUndo(tx, userId, [id]);
}

/** Deletes what undoes the changes of these sessions, once their user has said whose they were. */
export async function forgetUndo(
  tx: Database,
  userId: string,
  sessionIds: readonly string[],
): Promise<void> {
  await tx
    .update(activity)
    .set({ sessionId: null, undo: null })
    .where(
      and(
        inArray(activity.sessionId, [...sessionIds]),
        eq(activity.userId, userId),
        ne(activity.kind, "used-elsewhere"),
      ),
    );
}

/**
 * Records that the user themselves used a session elsewhere.
 * @throws DatabaseUnavailableError
 */
export async function recogniseUse(
  context: ActionContext,
  id: string,
): Promise<RecognisedSession | ActionRefusal> {
  return actionTransaction(context, async (tx, session) => {
    const [answered] = await answerQuestions(tx, context, session, {
      sessionId: id,
      kinds: ["used-elsewhere"],
    });
    const about = { userId: context.userId, kind: "use-vouched", subjectId: id } as const;
    if (!answered) return (await hasActivity(tx, about)) ? "vouched-before" : "unknown";
    const { provider, userAgent } = answered;
    const entry = { provider, subjectId: id, subjectUserAgent: userAgent };
    await noteActivity(tx, entryOf(context, session, "use-vouched", entry));
    return "vouched";
  });
}
