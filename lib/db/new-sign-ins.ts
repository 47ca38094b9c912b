import "server-only";
import { and, desc, eq, exists, gt, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import {
  type ActivityEntry,
  type Actor,
  entryOf,
  hasActivity,
  noteActivity,
} from "@/lib/db/activity";
import { answer } from "@/lib/db/answer";
import { type Database, db } from "@/lib/db/client";
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
 * @throws DatabaseAwayError
 */
export async function listNewSignIns(
  actor: Pick<Actor, "userId" | "sessionId">,
): Promise<NewSignIn[]> {
  const opened = alias(sessions, "opened");
  const open = db()
    .select({ id: opened.id })
    .from(opened)
    .where(and(eq(opened.id, activity.subjectId), isLiveIn(opened)));
  return answer(() =>
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
      .where(and(eq(sessions.id, actor.sessionId), eq(sessions.userId, actor.userId), isLive))
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
  actor: Actor,
  sessionId: string,
): Promise<{ provider: string | null; deviceHash: string | null } | undefined> {
  const asking = tx
    .select({ id: activity.id })
    .from(sessions)
    .innerJoin(activity, mayBeAnswered())
    .where(
      and(
        eq(sessions.id, actor.sessionId),
        eq(sessions.userId, actor.userId),
        eq(activity.subjectId, sessionId),
        isLive,
      ),
    );
  const [answered] = await tx
    .update(activity)
    .set({ unanswered: false })
    .where(and(eq(activity.userId, actor.userId), sql`${activity.id} in (${asking})`))
    .returning({ provider: activity.provider, deviceHash: activity.deviceHash });
  return answered;
}

/** `unknown` also stands for a session of somebody else, and for one that may not be answered for. */
export type VouchedSession = "vouched" | "vouched-before" | "unknown";

/**
 * Notes that a sign-in was the person's own: its browser is known from then on, if the one that
 * says so is known itself.
 *
 * @throws DatabaseAwayError
 */
export async function vouchForSession(
  actor: Actor,
  id: string,
): Promise<VouchedSession | ActionRefusal> {
  return actionTransaction(actor, async (tx) => {
    const answered = await answerSignIn(tx, actor, id);
    if (answered) {
      const { provider, deviceHash } = answered;
      const entry = entryOf(actor, "device-vouched", { provider, subjectId: id });
      const known = await passTrustOn(tx, actor, id);
      await noteActivity(tx, { ...entry, ...(known && { deviceHash }) });
      return "vouched";
    }
    const before = { userId: actor.userId, kind: "device-vouched", subjectId: id } as const;
    return (await hasActivity(tx, before)) ? "vouched-before" : "unknown";
  });
}

/**
 * Makes another session one on a known device, unless the actor's own is not. Of two new browsers
 * the first could otherwise have the second vouch for it.
 *
 * @returns whether it was the actor's to pass on
 */
async function passTrustOn(tx: Database, actor: Actor, id: string): Promise<boolean> {
  const [own] = await tx
    .select({ newDevice: sessions.newDevice })
    .from(sessions)
    .where(and(eq(sessions.id, actor.sessionId), eq(sessions.userId, actor.userId)));
  if (own?.newDevice !== false) return false;
  await tx
    .update(sessions)
    .set({ newDevice: false })
    .where(and(eq(sessions.id, id), eq(sessions.userId, actor.userId)));
  return true;
}
