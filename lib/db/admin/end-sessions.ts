import "server-only";
import { eq } from "drizzle-orm";
import { type Operation, operate, recordOperation } from "@/lib/db/admin/operation";
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
    const { count } = await tx.delete(sessions).where(eq(sessions.userId, userId));
    if (count === 0) return 0;
    const entry = { kind: "sessions-ended-by-operator" as const, detail: String(count) };
    await recordOperation(tx, operation, { action: "end-sessions" }, entry);
    return count;
  });
}
