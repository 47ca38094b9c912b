import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { UndoOutcome } from "@/lib/db/disown/outcome";
import type { Database } from "@/lib/db/driver/client";
import { type ActivityKind, activity } from "@/lib/db/schema";

/** What disowned sessions did that nothing undoes. */
export async function findLasting(
  tx: Database,
  userId: string,
  sessionIds: string[],
): Promise<UndoOutcome> {
  const entries = await tx
    .selectDistinct({ kind: activity.kind })
    .from(activity)
    .where(
      doneIn(userId, sessionIds, [
        "exported",
        "session-ended",
        "other-sessions-ended",
        "device-forgotten",
      ]),
    );
  const kinds = entries.map(({ kind }) => kind);
  const ended = kinds.some((kind) => kind === "session-ended" || kind === "other-sessions-ended");
  return {
    undone: [],
    kept: [
      ...(ended ? [{ what: "sessions-ended", why: "lasting" } as const] : []),
      ...(kinds.includes("device-forgotten")
        ? [{ what: "device-forgotten", why: "lasting" } as const]
        : []),
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
