import "server-only";
import { and, desc, eq, exists, inArray, sql } from "drizzle-orm";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { isForeignKeyViolation, runQuery } from "@/lib/db/driver/run-query";
import { mayBeAnswered } from "@/lib/db/may-be-answered";
import { type ActivityKind, activity, sessions } from "@/lib/db/schema";

/** One activity entry, before it is stored. */
export type ActivityDraft = Omit<typeof activity.$inferInsert, "id" | "at">;

/** The signed-in user who acts, in which session, and from where. */
export type ActionContext = {
  userId: string;
  sessionId: string;
  userAgent: string | null;
  ip: string | null;
  place?: string | null;
  /** If set, the action is refused unless a provider confirmed the user within this time. */
  freshWithinSeconds?: number;
  /** If set, the action is refused on an unknown device until this long after its sign-in. */
  newDeviceWaitSeconds?: number;
  /** If set, the action is refused unless this is true of the user's role, as stored. */
  allowsRole?: (role: string) => boolean;
};

/** The context of an action that is for some roles only; only `authorizeRoleAction` makes one. */
export type RoleActionContext = ActionContext & { allowsRole: (role: string) => boolean };

/** The context of an action that needs a fresh session; only `authorizeFreshAction` makes one. */
export type FreshActionContext = ActionContext & { freshWithinSeconds: number };

/** The same on a device that doesn't have to wait; only `authorizeSensitiveAction` makes one. */
export type SensitiveActionContext = FreshActionContext & { newDeviceWaitSeconds: number };

export type ActivityEntry = {
  id: string;
  kind: ActivityKind;
  at: Date;
  provider: string | null;
  detail: string | null;
  userAgent: string | null;
  ip: string | null;
  place: string | null;
  /** The browser of the other device that the entry is about. */
  subjectUserAgent: string | null;
  /** Whether the user is still asked whether it was them. */
  unanswered: boolean;
  /** The session of a question that the reading session may answer: see `mayBeAnswered`. */
  unansweredSessionId: string | null;
};

/** Writes one entry, in the transaction of the change that it describes. */
export async function noteActivity(tx: Database, draft: ActivityDraft): Promise<void> {
  await tx.insert(activity).values(draft);
}

/**
 * Writes one entry about an event that changed nothing else. Writes nothing if the user was deleted
 * meanwhile.
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

/**
 * The entry for what a user did in one of their sessions. Of a session on an unknown device it says
 * which one it was, since its user may still disown it.
 */
export function entryOf(
  context: ActionContext,
  session: { newDevice: boolean },
  kind: ActivityKind,
  about: Pick<
    ActivityDraft,
    "provider" | "subjectId" | "subjectUserAgent" | "detail" | "undo"
  > = {},
): ActivityDraft {
  const { userId, userAgent, ip, place } = context;
  const sessionId = session.newDevice ? context.sessionId : null;
  return { userId, kind, userAgent, ip, place, sessionId, ...about };
}

/** A repeated action comes soon after the first one, so the latest entries are enough to find it. */
const rememberedEntries = 1_000;

/** Whether the user has done this to this session or account before, by their latest entries. */
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
 * One page of a user's activity, newest first.
 *
 * @param reader - the user's session
 * @param page.kinds - the only kinds to list
 * @param page.before - id of the previous page's last entry; another user's entry finds nothing
 * @throws DatabaseUnavailableError
 */
export async function listActivity(
  { userId, sessionId }: Pick<ActionContext, "userId" | "sessionId">,
  page: { before: string | null; limit: number; kinds?: readonly ActivityKind[] },
): Promise<ActivityEntry[]> {
  const reader = db()
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), mayBeAnswered(db())));
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
        place: activity.place,
        subjectUserAgent: activity.subjectUserAgent,
        unanswered: activity.unanswered,
        unansweredSessionId: sql<
          string | null
        >`case when ${activity.unanswered} and ${exists(reader)} then ${activity.subjectId} end`,
      })
      .from(activity)
      .where(
        and(
          eq(activity.userId, userId),
          page.before ? olderThan(userId, page.before) : undefined,
          page.kinds ? inArray(activity.kind, [...page.kinds]) : undefined,
        ),
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
 * Deletes up to `limit` entries that are older than `moment`.
 * @returns the number of deleted entries
 * @throws DatabaseUnavailableError
 */
export async function deleteActivityBefore(moment: Date, limit: number): Promise<number> {
  return deleteExpired({ table: activity, id: activity.id, time: activity.at, moment, limit });
}
