import "server-only";
import { and, desc, eq, exists, gt, ne, or, sql } from "drizzle-orm";
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
};

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
      })
      .from(sessions)
      .innerJoin(activity, mayBeAnswered())
      .where(and(eq(sessions.id, context.sessionId), eq(sessions.userId, context.userId), isLive))
      .orderBy(desc(activity.at))
      .limit(maxShown),
  );
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
  return actionTransaction(context, async (tx) => {
    const answered = await answerSignIn(tx, context, id);
    if (answered) {
      const { provider, deviceHash } = answered;
      const entry = entryOf(context, "device-vouched", { provider, subjectId: id });
      const known = await extendTrust(tx, context, id);
      await noteActivity(tx, { ...entry, ...(known && { deviceHash }) });
      return "vouched";
    }
    const before = { userId: context.userId, kind: "device-vouched", subjectId: id } as const;
    return (await hasActivity(tx, before)) ? "vouched-before" : "unknown";
  });
}

/**
 * Marks another session as one on a known device, if the acting session is on one itself. Otherwise
 * an attacker with two new browsers could recognise the second from the first, and then, as it would
 * count as known, the first from the second.
 *
 * @returns whether the acting session is on a known device
 */
async function extendTrust(tx: Database, context: ActionContext, id: string): Promise<boolean> {
  const [own] = await tx
    .select({ newDevice: sessions.newDevice })
    .from(sessions)
    .where(and(eq(sessions.id, context.sessionId), eq(sessions.userId, context.userId)));
  if (own?.newDevice !== false) return false;
  await tx
    .update(sessions)
    .set({ newDevice: false })
    .where(and(eq(sessions.id, id), eq(sessions.userId, context.userId)));
  return true;
}
