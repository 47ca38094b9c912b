import "server-only";
import { eq } from "drizzle-orm";
import { isLastAdmin } from "@/lib/db/admin/last-admin";
import { logOperation, type Operation, operate } from "@/lib/db/admin/operation";
import {
  type IdentityHashes,
  rememberSuspendedIdentities,
} from "@/lib/db/admin/suspended-identities";
import { releaseUsername } from "@/lib/db/released-usernames";
import { sessions, users } from "@/lib/db/schema";

/**
 * Deletes a user as they could themselves: see `deleteUser`. If they are suspended, their accounts and
 * their address stay suspended. They are remembered once more, under the secret in use and as the accounts
 * are now: the secret may have been replaced since, and accounts moved to another server.
 *
 * @throws DatabaseUnavailableError
 */
export function removeUser(
  operation: Operation,
  hashes: IdentityHashes,
): Promise<"deleted" | "last-admin" | "unknown-user"> {
  const { userId } = operation;
  return operate(operation, async (tx, user) => {
    if (await isLastAdmin(tx, userId)) return "last-admin";
    if (user.isSuspended) {
      const { suspendedUntil: until, suspensionReason: reason } = user;
      await rememberSuspendedIdentities(tx, { userId, user, until, reason }, hashes);
    }
    await releaseUsername(tx, userId, null);
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await tx.delete(users).where(eq(users.id, userId));
    await logOperation(tx, operation, { action: "delete" });
    return "deleted";
  });
}
