import "server-only";
import { eq } from "drizzle-orm";
import { type Operation, operate, recordOperation } from "@/lib/db/admin/operation";
import type { Database } from "@/lib/db/driver/client";
import { rememberEnded } from "@/lib/db/ended-sessions";
import { sessions } from "@/lib/db/schema";

/**
 * Signs a user out on all devices.
 *
 * @returns the number of ended sessions; with none, nothing is recorded
 * @throws DatabaseUnavailableError
 */
export function endSessions(operation: Operation): Promise<number | "unknown-user"> {
  const { userId } = operation;
  return operate(operation, async (tx) => {
    const count = await endSessionsOf(tx, userId);
    if (count === 0) return 0;
    const entry = { kind: "sessions-ended-by-operator" as const, detail: String(count) };
    await recordOperation(tx, operation, { action: "end-sessions" }, entry);
    return count;
  });
}

/**
 * Ends all sessions of a user within an operation's transaction, and lets their browsers know that an operator did.
 * @returns how many there were
 */
export async function endSessionsOf(tx: Database, userId: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.userId, userId))
    .returning({ tokenHash: sessions.sessionToken });
  const tokenHashes = ended.map(({ tokenHash }) => tokenHash);
  await rememberEnded(tx, tokenHashes, "operator");
  return tokenHashes.length;
}
