import "server-only";
import { sql } from "drizzle-orm";
import { recoveries } from "@/lib/db/access-schema";
import { type Operation, operate, recordOperation } from "@/lib/db/admin/operation";

export type RecoveryOutcome =
  | { kind: "started"; expires: Date }
  | { kind: "suspended" | "awaiting-approval" };

/** Long enough to reach the user, and for their devices to stop what they didn't ask for. */
const lifetime = sql.raw("now() + interval '24 hours'");

/**
 * Starts a user's recovery: the link with this token connects another account. It replaces an earlier link.
 * @throws DatabaseUnavailableError
 */
export function createRecovery(
  operation: Operation,
  tokenHash: string,
): Promise<RecoveryOutcome | "unknown-user"> {
  const { userId } = operation;
  return operate(operation, async (tx, user): Promise<RecoveryOutcome> => {
    if (user.isSuspended) return { kind: "suspended" };
    if (user.awaitingApproval) return { kind: "awaiting-approval" };
    const recovery = { tokenHash, createdAt: sql`now()`, expires: lifetime };
    const [started] = await tx
      .insert(recoveries)
      .values({ userId, ...recovery })
      .onConflictDoUpdate({ target: recoveries.userId, set: recovery })
      .returning({ expires: recoveries.expires });
    if (!started) throw new Error("the recovery was not stored");
    await recordOperation(tx, operation, { action: "recover" }, { kind: "recovery-started" });
    return { kind: "started", ...started };
  });
}
