import "server-only";
import { and, eq, inArray, notInArray } from "drizzle-orm";
import type { UndoOutcome } from "@/lib/db/disown/outcome";
import type { Database } from "@/lib/db/driver/client";
import { type ActivityKind, activity, sessions } from "@/lib/db/schema";

/** Asks again about the sign-ins that disowned sessions said were the user's. */
export async function undoRecognitions(
  tx: Database,
  userId: string,
  sessionIds: string[],
): Promise<UndoOutcome> {
  const vouched = await tx
    .update(activity)
    .set({ deviceHash: null })
    .where(doneIn(userId, sessionIds, ["device-vouched"]))
    .returning({ id: activity.subjectId });
  const ids = vouched.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return { undone: [], kept: [] };
  await tx
    .update(sessions)
    .set({ newDevice: true })
    .where(and(inArray(sessions.id, ids), eq(sessions.userId, userId)));
  await tx
    .update(activity)
    .set({ unanswered: true })
    .where(
      and(
        eq(activity.userId, userId),
        eq(activity.kind, "sign-in"),
        eq(activity.detail, "new-device"),
        inArray(activity.subjectId, ids),
        notInArray(activity.subjectId, sessionIds),
      ),
    );
  return { undone: [{ what: "recognised" }], kept: [] };
}

/** What disowned sessions did that nothing undoes. */
export async function findLasting(
  tx: Database,
  userId: string,
  sessionIds: string[],
): Promise<UndoOutcome> {
  const entries = await tx
    .selectDistinct({ kind: activity.kind })
    .from(activity)
    .where(doneIn(userId, sessionIds, ["exported", "session-ended", "other-sessions-ended"]));
  const kinds = entries.map(({ kind }) => kind);
  const ended = kinds.some((kind) => kind !== "exported");
  return {
    undone: [],
    kept: [
      ...(ended ? [{ what: "sessions-ended", why: "lasting" } as const] : []),
      ...(kinds.includes("exported") ? [{ what: "exported", why: "lasting" } as const] : []),
    ],
  };
}

function doneIn(userId: string, sessionIds: string[], kinds: ActivityKind[]) {
  return and(
    inArray(activity.sessionId, sessionIds),
    eq(activity.userId, userId),
    inArray(activity.kind, kinds),
  );
}
