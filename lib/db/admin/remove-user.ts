import "server-only";
import { type Operation, operate } from "@/lib/db/admin/operation";
import {
  type IdentityHashes,
  rememberSuspendedIdentities,
} from "@/lib/db/admin/suspended-identities";
import { logOperation } from "@/lib/db/admin-log/log-operation";
import { deleteLockedUser, type UserDeletion } from "@/lib/db/users";

/**
 * Deletes a user for an operator: see `deleteLockedUser`. If they are suspended, their accounts and their
 * address stay suspended. They are remembered once more, under the secret in use and as the accounts are
 * now: the secret may have been replaced since, and accounts moved to another server.
 *
 * @throws DatabaseUnavailableError
 */
export function removeUser(
  operation: Operation,
  hashes: IdentityHashes,
): Promise<UserDeletion | "unknown-user"> {
  const { userId } = operation;
  return operate(operation, async (tx, user) => {
    if (user.isSuspended) {
      const { suspendedUntil: until, suspensionReason: reason } = user;
      await rememberSuspendedIdentities(tx, { userId, user, until, reason }, hashes);
    }
    const outcome = await deleteLockedUser(tx, userId);
    if (outcome === "deleted") await logOperation(tx, { action: "delete" }, operation);
    return outcome;
  });
}
