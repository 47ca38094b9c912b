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
import { isLive, isLiveIn } from "@/lib/db/live-session";
import { activity, sessions } from "@/lib/db/schema";

/** A sign-in on an unknown device, of which nobody has said yet whose it was. */
export type NewSignIn = Pick<ActivityEntry, "provider" | "userAgent" | "ip" | "at"> & {
  sessionId: string;
  /** Whether that session is still there. */
  isOpen: boolean;
};

/** More than this at once is an attack, and the list of activity has the rest. */
const maxShown = 3;

/**
 * Which sign-ins a session may answer for: not its own; all others if it was opened on a known
 * device itself, else those after it. Whoever broke in can neither vouch for their own session nor
 * have it vouched for by a second one. Written against `sessions` as the asking session.
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
 * What a session is to be asked about, the latest first.
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
 * Takes note that somebody who may has said whose a sign-in was.
 * @returns the hash of the browser that it came from; nothing when there was nothing to answer
 */
export async function answerSignIn(
  tx: Database,
  context: ActionContext,
  sessionId: string,
): Promise<{ provider: string | null; deviceHash: string | null } | undefined> {
  const asking = tx
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
    .where(and(eq(activity.userId, context.userId), sql`${activity.id} in (${asking})`))
    .returning({ provider: activity.provider, deviceHash: activity.deviceHash });
  return answered;
}

/** `unknown` also stands for a session of somebody else, and for one that may not be answered for. */
export type RecognisedSession = "vouched" | "vouched-before" | "unknown";

/**
 * Notes that a sign-in was the person's own: its browser is known from then on, if the one that
 * says so is known itself.
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
      const known = await passTrustOn(tx, context, id);
      await noteActivity(tx, { ...entry, ...(known && { deviceHash }) });
      return "vouched";
    }
    const before = { userId: context.userId, kind: "device-vouched", subjectId: id } as const;
    return (await hasActivity(tx, before)) ? "vouched-before" : "unknown";
  });
}

/**
 * Makes another session one on a known device, unless the actor's own is not. Of two new browsers
 * the first could otherwise have the second vouch for it.
 *
 * @returns whether it was the actor's to pass on
 */
async function passTrustOn(tx: Database, context: ActionContext, id: string): Promise<boolean> {
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
