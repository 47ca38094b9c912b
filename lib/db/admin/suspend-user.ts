import "server-only";
import { eq, sql } from "drizzle-orm";
import { recoveries } from "@/lib/db/access-schema";
import { endSessionsOf } from "@/lib/db/admin/end-sessions";
import { isLastAdmin } from "@/lib/db/admin/last-admin";
import { type Operation, operate, recordOperation } from "@/lib/db/admin/operation";
import {
  forgetSuspendedIdentities,
  type IdentityHashes,
  rememberSuspendedIdentities,
} from "@/lib/db/admin/suspended-identities";
import { users } from "@/lib/db/schema";

/** `until` is null for a suspension without an end, `reason` for none that is shown. */
export type SuspensionTerms = { until: Date | null; reason: string | null };

export type SuspensionOutcome = "suspended" | "suspended-before" | "last-admin" | "unknown-user";

/**
 * Suspends a user, signs them out everywhere, and remembers their accounts and addresses, so that the
 * suspension outlives the user. A suspension that has ended by itself is replaced.
 *
 * @throws DatabaseUnavailableError
 */
export function suspendUser(
  operation: Operation,
  { until, reason }: SuspensionTerms,
  hashes: IdentityHashes,
): Promise<SuspensionOutcome> {
  const { userId } = operation;
  return operate(operation, async (tx, user) => {
    if (user.isSuspended) return "suspended-before";
    if (await isLastAdmin(tx, userId)) return "last-admin";
    const suspension = { suspendedAt: sql`now()`, suspendedUntil: until, suspensionReason: reason };
    await tx.update(users).set(suspension).where(eq(users.id, userId));
    await endSessionsOf(tx, userId);
    await tx.delete(recoveries).where(eq(recoveries.userId, userId));
    // What is left of an earlier suspension, which has ended by itself, would end at another time.
    await forgetSuspendedIdentities(tx, userId);
    await rememberSuspendedIdentities(tx, { userId, user, until, reason }, hashes);
    const deed = { action: "suspend" as const, detail: until?.toISOString() ?? null };
    await recordOperation(tx, operation, deed, { kind: "suspended", detail: reason });
    return "suspended";
  });
}

/**
 * Ends a user's suspension, also one that has ended by itself.
 * @throws DatabaseUnavailableError
 */
export function restoreUser(
  operation: Operation,
): Promise<"restored" | "not-suspended" | "unknown-user"> {
  const { userId } = operation;
  return operate(operation, async (tx, { suspendedAt }) => {
    if (!suspendedAt) return "not-suspended";
    const none = { suspendedAt: null, suspendedUntil: null, suspensionReason: null };
    await tx.update(users).set(none).where(eq(users.id, userId));
    await forgetSuspendedIdentities(tx, userId);
    await recordOperation(tx, operation, { action: "restore" }, { kind: "suspension-lifted" });
    return "restored";
  });
}
