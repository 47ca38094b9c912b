import "server-only";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { activity } from "@/lib/db/schema";

/** The hashed device cookie of the browser in which a session was opened; null if it is not kept. */
export async function deviceHashOf(
  tx: Database,
  userId: string,
  sessionId: string,
): Promise<string | null> {
  const [signIn] = await tx
    .select({ deviceHash: activity.deviceHash })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        isNotNull(activity.deviceHash),
        eq(activity.subjectId, sessionId),
        eq(activity.kind, "sign-in"),
      ),
    )
    .orderBy(desc(activity.at))
    .limit(1);
  return signIn?.deviceHash ?? null;
}
