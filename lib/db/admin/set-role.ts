import "server-only";
import { eq } from "drizzle-orm";
import { isLastAdmin } from "@/lib/db/admin/last-admin";
import { type Operation, operate, recordOperation } from "@/lib/db/admin/operation";
import { users } from "@/lib/db/schema";

export type RoleChange = "changed" | "unchanged" | "last-admin" | "unknown-user";

/**
 * Gives a user another role, unless they are the last admin.
 *
 * @param role - one of those in `foyer.config.ts`; the caller checks that
 * @throws DatabaseUnavailableError
 */
export function setRole(operation: Operation, role: string): Promise<RoleChange> {
  const { userId } = operation;
  return operate(operation, async (tx, user) => {
    if (user.role === role) return "unchanged";
    if (await isLastAdmin(tx, userId)) return "last-admin";
    await tx.update(users).set({ role }).where(eq(users.id, userId));
    const entry = { kind: "role-changed" as const, detail: role };
    await recordOperation(tx, operation, { action: "role", detail: role }, entry);
    return "changed";
  });
}
