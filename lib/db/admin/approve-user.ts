import "server-only";
import { eq } from "drizzle-orm";
import { type Operation, operate, recordOperation } from "@/lib/db/admin/operation";
import { users } from "@/lib/db/schema";

/**
 * Lets a user sign in who waits for approval.
 * @throws DatabaseUnavailableError
 */
export function approveUser(
  operation: Operation,
): Promise<"approved" | "not-waiting" | "unknown-user"> {
  return operate(operation, async (tx, { awaitingApproval }) => {
    if (!awaitingApproval) return "not-waiting";
    await tx.update(users).set({ awaitingApproval: false }).where(eq(users.id, operation.userId));
    await recordOperation(tx, operation, { action: "approve" }, { kind: "approved" });
    return "approved";
  });
}
