import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { ActionRefusal } from "@/lib/db/action-transaction";
import type { ActionContext } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { sessions } from "@/lib/db/schema";

/** The session that was updated, and whether its device became known; or why it may not be. */
export type SessionOutcome = { absoluteExpires: Date; madeDeviceKnown?: boolean } | ActionRefusal;

type TokenReplacement = { tokenHash: string | null; authenticatedAt?: SQL };

/** Replaces the session's token, if there is a new one. */
export async function replaceSessionToken(
  tx: Database,
  { userId, sessionId }: ActionContext,
  { tokenHash, authenticatedAt }: TokenReplacement,
): Promise<void> {
  if (!tokenHash) return;
  await tx
    .update(sessions)
    .set({
      sessionToken: tokenHash,
      lastSeenAt: sql`now()`,
      ...(authenticatedAt && { authenticatedAt }),
    })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
}
