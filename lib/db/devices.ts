import "server-only";
import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { type Actor, entryOf, hasActivity, noteActivity } from "@/lib/db/activity";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { sessions } from "@/lib/db/schema";

/** A session as its owner sees it. */
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

const isLive = and(gt(sessions.expires, sql`now()`), gt(sessions.absoluteExpires, sql`now()`));

/**
 * A person's open sessions, the most recently used first.
 * @throws DatabaseAwayError
 */
export async function listSessions(userId: string, limit: number): Promise<DeviceSession[]> {
  return answer(() =>
    db()
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.userId, userId), isLive))
      .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
      .limit(limit),
  );
}

/**
 * One open session of this person, if there is such a one.
 * @throws DatabaseAwayError
 */
export async function findSessionOf(userId: string, id: string): Promise<DeviceSession | null> {
  const [session] = await answer(() =>
    db()
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isLive)),
  );
  return session ?? null;
}

/**
 * The sessions that an older one has not been asked about yet: opened after it, on unknown
 * devices. A session never sees itself here, nor those that were there before it, so that whoever
 * broke in can neither vouch for their own session nor have it vouched for by a second one.
 *
 * @throws DatabaseAwayError
 */
export async function listNewSessions(actor: Pick<Actor, "userId" | "sessionId">) {
  return answer(() =>
    db()
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.userId, actor.userId), isLive, isNewerThan(actor.sessionId)))
      .orderBy(desc(sessions.createdAt))
      .limit(maxNewSessions),
  );
}

/** More than this at once is an attack, and the list of devices has the rest. */
const maxNewSessions = 3;

function isNewerThan(sessionId: string) {
  const own = db()
    .select({ createdAt: sessions.createdAt })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return and(eq(sessions.newDevice, true), gt(sessions.createdAt, sql`(${own})`));
}

/** `unknown` also stands for a session of somebody else. */
export type EndedSession = "ended" | "ended-before" | "unknown";

/**
 * Ends one session of the actor's person, and notes that.
 * @throws DatabaseAwayError
 */
export async function endSessionOf(actor: Actor, id: string): Promise<EndedSession> {
  return answer(() =>
    db().transaction(async (tx) => {
      const [ended] = await tx
        .delete(sessions)
        .where(and(eq(sessions.id, id), eq(sessions.userId, actor.userId)))
        .returning({ provider: sessions.provider });
      if (ended) {
        await noteActivity(tx, entryOf(actor, "session-ended", { ...ended, subjectId: id }));
        return "ended";
      }
      const before = { userId: actor.userId, kind: "session-ended", subjectId: id } as const;
      return (await hasActivity(tx, before)) ? "ended-before" : "unknown";
    }),
  );
}

/**
 * Ends all sessions of the actor's person but the actor's own.
 * @returns how many there were
 * @throws DatabaseAwayError
 */
export async function endOtherSessionsOf(actor: Actor): Promise<number> {
  return answer(() =>
    db().transaction(async (tx) => {
      const ended = await tx
        .delete(sessions)
        .where(and(eq(sessions.userId, actor.userId), ne(sessions.id, actor.sessionId)))
        .returning({ id: sessions.id });
      if (ended.length > 0) {
        const detail = String(ended.length);
        await noteActivity(tx, entryOf(actor, "other-sessions-ended", { detail }));
      }
      return ended.length;
    }),
  );
}

/** `unknown` also stands for a session of somebody else, and for one that is not newer. */
export type VouchedSession = "vouched" | "vouched-before" | "unknown";

/**
 * Notes that a newer session is the person's own; see `listNewSessions` for who may say so.
 * @throws DatabaseAwayError
 */
export async function vouchForSession(actor: Actor, id: string): Promise<VouchedSession> {
  return answer(() =>
    db().transaction(async (tx) => {
      const [vouched] = await tx
        .update(sessions)
        .set({ newDevice: false })
        .where(
          and(eq(sessions.id, id), eq(sessions.userId, actor.userId), isNewerThan(actor.sessionId)),
        )
        .returning({ provider: sessions.provider });
      if (vouched) {
        await noteActivity(tx, entryOf(actor, "device-vouched", { ...vouched, subjectId: id }));
        return "vouched";
      }
      const before = { userId: actor.userId, kind: "device-vouched", subjectId: id } as const;
      return (await hasActivity(tx, before)) ? "vouched-before" : "unknown";
    }),
  );
}
