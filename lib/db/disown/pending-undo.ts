import "server-only";
import { and, desc, eq, inArray, isNotNull, notInArray } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { type ActivityKind, activity } from "@/lib/db/schema";
import { openUndo, type UndoRecord } from "@/lib/db/undo-record";

/** An entry with what undoes its change; `record` is null if no secret in use opens it. */
export type PendingUndo = {
  entryId: string;
  kind: ActivityKind;
  provider: string | null;
  record: UndoRecord | null;
};

/** What undoes the changes of these sessions, latest first. */
export async function readPending(
  tx: Database,
  userId: string,
  sessionIds: string[],
): Promise<PendingUndo[]> {
  const { kind, provider, undo } = activity;
  const entries = await tx
    .select({ entryId: activity.id, kind, provider, undo })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        isNotNull(activity.undo),
        inArray(activity.sessionId, sessionIds),
      ),
    )
    .orderBy(desc(activity.at), desc(activity.id));
  return Promise.all(
    entries.map(async ({ undo: sealed, ...entry }) => ({
      ...entry,
      record: await openUndo(userId, sealed ?? ""),
    })),
  );
}

/** The same of the user's other sessions that nobody has answered for. */
export async function readPendingOfOthers(
  tx: Database,
  userId: string,
  sessionIds: string[],
): Promise<PendingUndo[]> {
  const signIns = await tx
    .select({ sessionId: activity.subjectId })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        eq(activity.unanswered, true),
        notInArray(activity.subjectId, sessionIds),
      ),
    );
  const others = signIns.flatMap(({ sessionId }) => sessionId ?? []);
  return others.length > 0 ? readPending(tx, userId, others) : [];
}
