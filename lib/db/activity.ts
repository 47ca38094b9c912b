import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { isForeignKeyViolation, runQuery } from "@/lib/db/driver/run-query";
import { type ActivityKind, activity } from "@/lib/db/schema";

/** One thing that happened to somebody's account, as it is written down. */
export type ActivityDraft = Omit<typeof activity.$inferInsert, "id" | "at">;

/** Whoever does something to their own account, and from where. */
export type ActionContext = {
  userId: string;
  sessionId: string;
  userAgent: string | null;
  ip: string | null;
  /** If given, the action is refused unless a provider confirmed the user at most so long ago. */
  freshWithinSeconds?: number;
};

/** An actor for what needs a recent confirmation; `authorizeFreshAction` alone makes one. */
export type FreshActionContext = ActionContext & { freshWithinSeconds: number };

export type ActivityEntry = {
  id: string;
  kind: ActivityKind;
  at: Date;
  provider: string | null;
  detail: string | null;
  userAgent: string | null;
  ip: string | null;
  /** The session it is about, until somebody has said whose it was. */
  unansweredSessionId: string | null;
};

/** Writes one entry, within the transaction of what it speaks of. */
export async function noteActivity(tx: Database, draft: ActivityDraft): Promise<void> {
  await tx.insert(activity).values(draft);
}

/**
 * Writes one entry about something that changed nothing else. Of a person who has been deleted
 * meanwhile nothing is written.
 *
 * @throws DatabaseUnavailableError
 */
export async function recordActivity(draft: ActivityDraft): Promise<void> {
  try {
    await runQuery(() => noteActivity(db(), draft));
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
  }
}

/** The entry of something that a person did in a session of theirs. */
export function entryOf(
  context: ActionContext,
  kind: ActivityKind,
  about: Pick<ActivityDraft, "provider" | "subjectId" | "detail"> = {},
): ActivityDraft {
  const { userId, userAgent, ip } = context;
  return { userId, kind, userAgent, ip, ...about };
}

/** What somebody does a second time they did not long ago; whoever does much has more than is read. */
const rememberedEntries = 1_000;

/** Whether something was done to this session or account of this person before. */
export async function hasActivity(
  tx: Database,
  { userId, kind, subjectId }: { userId: string; kind: ActivityKind; subjectId: string },
): Promise<boolean> {
  const latest = tx
    .select({ kind: activity.kind, subjectId: activity.subjectId })
    .from(activity)
    .where(eq(activity.userId, userId))
    .orderBy(desc(activity.at), desc(activity.id))
    .limit(rememberedEntries)
    .as("latest");
  const found = await tx
    .select({ kind: latest.kind })
    .from(latest)
    .where(and(eq(latest.kind, kind), eq(latest.subjectId, subjectId)))
    .limit(1);
  return found.length > 0;
}

/**
 * One page of a person's activity, newest first.
 *
 * @param page.before - id of the last entry of the page before; one of somebody else finds nothing
 * @throws DatabaseUnavailableError
 */
export async function listActivity(
  userId: string,
  page: { before: string | null; limit: number },
): Promise<ActivityEntry[]> {
  return runQuery(() =>
    db()
      .select({
        id: activity.id,
        kind: activity.kind,
        at: activity.at,
        provider: activity.provider,
        detail: activity.detail,
        userAgent: activity.userAgent,
        ip: activity.ip,
        unansweredSessionId: sql<
          string | null
        >`case when ${activity.unanswered} then ${activity.subjectId} end`,
      })
      .from(activity)
      .where(
        and(eq(activity.userId, userId), page.before ? olderThan(userId, page.before) : undefined),
      )
      .orderBy(desc(activity.at), desc(activity.id))
      .limit(page.limit),
  );
}

function olderThan(userId: string, id: string) {
  const last = db()
    .select({ at: activity.at, id: activity.id })
    .from(activity)
    .where(and(eq(activity.id, id), eq(activity.userId, userId)));
  return sql`(${activity.at}, ${activity.id}) < (${last})`;
}

/**
 * Removes up to `limit` entries from before `moment`.
 * @returns how many there were
 * @throws DatabaseUnavailableError
 */
export async function deleteActivityBefore(moment: Date, limit: number): Promise<number> {
  return deleteExpired({ table: activity, id: activity.id, time: activity.at, moment, limit });
}
