import "server-only";
import { eq } from "drizzle-orm";
import { isLastAdmin } from "@/lib/db/admin/last-admin";
import { logOperation, type Operation, operate } from "@/lib/db/admin/operation";
import { releaseUsername } from "@/lib/db/released-usernames";
import { sessions, users } from "@/lib/db/schema";

/**
 * Deletes a user as they could themselves: see `deleteUser`. If they are suspended, their accounts and
 * their address stay suspended.
 *
 * @throws DatabaseUnavailableError
 */
export function removeUser(
  operation: Operation,
): Promise<"deleted" | "last-admin" | "unknown-user"> {
  const { userId } = operation;
  return operate(operation, async (tx) => {
    if (await isLastAdmin(tx, userId)) return "last-admin";
    await releaseUsername(tx, userId, null);
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await tx.delete(users).where(eq(users.id, userId));
    await logOperation(tx, operation, { action: "delete" });
    return "deleted";
  });
}
