import "server-only";
import { eq } from "drizzle-orm";
import { operate, recordOperation } from "@/lib/db/admin/operation";
import { users } from "@/lib/db/schema";

/** The role of those who may do what operators do; in `foyer.config.ts` it is always listed. */
const adminRole = "admin";

/**
 * Makes a user an admin because ADMIN_EMAILS names their address, and records that as if the command line
 * had done it.
 *
 * @returns false if they are one already, are suspended, wait for approval or are gone: nothing is written
 * @throws DatabaseUnavailableError
 */
export async function grantAdmin(userId: string): Promise<boolean> {
  const operation = { userId, actorId: null };
  const isGranted = await operate(operation, async (tx, user) => {
    if (user.role === adminRole || user.isSuspended || user.awaitingApproval) return false;
    await tx.update(users).set({ role: adminRole }).where(eq(users.id, userId));
    const entry = { kind: "role-changed" as const, detail: adminRole };
    await recordOperation(tx, operation, { action: "role", detail: adminRole }, entry);
    return true;
  });
  return isGranted === true;
}
