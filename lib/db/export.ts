import "server-only";
import { asc, eq, getTableColumns } from "drizzle-orm";
import { type Actor, entryOf, noteActivity } from "@/lib/db/activity";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { unlessOvertaken } from "@/lib/db/overtaken";
import { accounts, activity, sessions, users } from "@/lib/db/schema";

/**
 * Everything stored about a person, but for what is secret: the hashes of the session token and of
 * the device cookie. The export itself is noted, and so is part of it.
 *
 * @returns null when the person is gone
 * @throws DatabaseAwayError
 */
export async function readPerson(actor: Actor) {
  const noted = await unlessOvertaken(() => noteActivity(db(), entryOf(actor, "exported")));
  if (noted === null) return null;
  return answer(() =>
    db().transaction(
      async (tx) => {
        const [profile] = await tx.select().from(users).where(eq(users.id, actor.userId));
        if (!profile) return null;
        return {
          profile,
          accounts: await tx
            .select(exportedAccount)
            .from(accounts)
            .where(eq(accounts.userId, actor.userId))
            .orderBy(asc(accounts.createdAt)),
          sessions: await tx
            .select(exportedSession)
            .from(sessions)
            .where(eq(sessions.userId, actor.userId))
            .orderBy(asc(sessions.createdAt)),
          activity: await tx
            .select(exportedActivity)
            .from(activity)
            .where(eq(activity.userId, actor.userId))
            .orderBy(asc(activity.at), asc(activity.id)),
        };
      },
      // One moment's state, whatever else is written meanwhile. A transaction that wrote something
      // itself would fail then.
      { isolationLevel: "repeatable read", accessMode: "read only" },
    ),
  );
}

const { userId: _, ...exportedAccount } = getTableColumns(accounts);

const exportedSession = {
  id: sessions.id,
  provider: sessions.provider,
  userAgent: sessions.userAgent,
  ip: sessions.ip,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  authenticatedAt: sessions.authenticatedAt,
  expiresAt: sessions.expires,
  absoluteExpiresAt: sessions.absoluteExpires,
  newDevice: sessions.newDevice,
};

const exportedActivity = {
  id: activity.id,
  kind: activity.kind,
  at: activity.at,
  provider: activity.provider,
  subjectId: activity.subjectId,
  detail: activity.detail,
  userAgent: activity.userAgent,
  ip: activity.ip,
  unanswered: activity.unanswered,
};
