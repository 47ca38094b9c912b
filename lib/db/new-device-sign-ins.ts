import "server-only";
import { and, desc, eq, exists, gt, inArray, ne, or, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
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
import { activity, sessions } from "@/lib/db/schema";

/** A sign-in on an unknown device, before the user has said whether it was theirs. */
export type NewSignIn = Pick<ActivityEntry, "provider" | "userAgent" | "ip" | "at"> & {
  sessionId: string;
  /** Whether that session is still live. */
  isOpen: boolean;
  /** What was done in that session, latest first; at most `maxChanges`. */
  changes: Pick<ActivityEntry, "kind" | "provider" | "detail">[];
};

/** The activity page lists the rest. */
export const maxChanges = 10;

/** More than this at once is an attack, and the activity page lists the rest. */
const maxShown = 3;

/**
 * Which sign-ins a session may answer for: never its own. A session on a known device may answer
 * for all others, any other session only for later ones. So an attacker can neither recognise their
 * own session nor have a second session of theirs recognise it. Here, `sessions` is the session
 * that answers.
 */
export function mayBeAnswered() {
  return and(
    eq(activity.userId, sessions.userId),
    eq(activity.unanswered, true),
    ne(activity.subjectId, sessions.id),
    or(eq(sessions.newDevice, false), gt(activity.at, sessions.createdAt)),
  );
}

/**
 * The sign-ins that a session should ask its user about, latest first.
 * @throws DatabaseUnavailableError
 */
export async function listNewSignIns(
  context: Pick<ActionContext, "userId" | "sessionId">,
): Promise<NewSignIn[]> {
  const opened = alias(sessions, "opened");
  const open = db()
    .select({ id: opened.id })
    .from(opened)
    .where(and(eq(opened.id, activity.subjectId), isLiveIn(opened)));
  return runQuery(() =>
    db()
      .select({
        sessionId: sql<string>`${activity.subjectId}`,
        provider: activity.provider,
        userAgent: activity.userAgent,
        ip: activity.ip,
        at: activity.at,
        isOpen: sql<boolean>`${exists(open)}`,
        changes: changesIn(activity.subjectId),
      })
      .from(sessions)
      .innerJoin(activity, mayBeAnswered())
      .where(and(eq(sessions.id, context.sessionId), eq(sessions.userId, context.userId), isLive))
      .orderBy(desc(activity.at))
      .limit(maxShown),
  );
}

/** What was done in a session whose user may still disown it. */
function changesIn(sessionId: SQLWrapper) {
  const entry = alias(activity, "entry");
  const { kind, provider, detail } = entry;
  const latest = db()
    .select({ kind, provider, detail, at: entry.at, id: entry.id })
    .from(entry)
    .where(and(eq(entry.sessionId, sessionId), eq(entry.userId, activity.userId)))
    .orderBy(desc(entry.at), desc(entry.id))
    .limit(maxChanges)
    .as("latest");
  const all = db()
    .select({
      changes: sql`coalesce(json_agg(json_build_object('kind', ${latest.kind},
        'provider', ${latest.provider}, 'detail', ${latest.detail})
        order by ${latest.at} desc, ${latest.id} desc), '[]')`,
    })
    .from(latest);
  return sql<NewSignIn["changes"]>`${all}`;
}

/**
 * Records that the user has said whether a sign-in was theirs, if their session may answer for it.
 * @returns the sign-in's provider and hashed device cookie; undefined if there was nothing to answer
 */
export async function answerSignIn(
  tx: Database,
  context: ActionContext,
  sessionId: string,
): Promise<{ provider: string | null; deviceHash: string | null } | undefined> {
  const answerable = tx
    .select({ id: activity.id })
    .from(sessions)
    .innerJoin(activity, mayBeAnswered())
    .where(
      and(
        eq(sessions.id, context.sessionId),
        eq(sessions.userId, context.userId),
        eq(activity.subjectId, sessionId),
        isLive,
      ),
    );
  const [answered] = await tx
    .update(activity)
    .set({ unanswered: false })
    .where(and(eq(activity.userId, context.userId), sql`${activity.id} in (${answerable})`))
    .returning({ provider: activity.provider, deviceHash: activity.deviceHash });
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
    const answered = await answerSignIn(tx, context, id);
    if (answered) {
      const { provider, deviceHash } = answered;
      const entry = entryOf(context, session, "device-vouched", { provider, subjectId: id });
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
    .where(and(inArray(activity.sessionId, [...sessionIds]), eq(activity.userId, userId)));
}
