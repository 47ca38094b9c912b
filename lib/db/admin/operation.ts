import "server-only";
import { eq } from "drizzle-orm";
import { isSuspended } from "@/lib/db/access/standing";
import { noteActivity } from "@/lib/db/activity";
import { type Deed, logOperation } from "@/lib/db/admin-log/log-operation";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { lockUser } from "@/lib/db/lock-user";
import { type ActivityKind, users } from "@/lib/db/schema";

/** What an operator does to a user. `actorId` is the admin; null for the command line. */
export type Operation = { userId: string; actorId: string | null };

/** The user as the operation found them, locked. */
export type OperatedUser = {
  email: string;
  /** Whether the address is the user's: another user may have proved it theirs. */
  hasEmail: boolean;
  role: string;
  awaitingApproval: boolean;
  isSuspended: boolean;
  suspendedAt: Date | null;
  suspendedUntil: Date | null;
  suspensionReason: string | null;
};

/**
 * Runs an operation on a user in one transaction, which locks the user first.
 *
 * @returns "unknown-user" if there is none; then `act` isn't called
 * @throws DatabaseUnavailableError
 */
export function operate<T>(
  { userId }: Operation,
  act: (tx: Database, user: OperatedUser) => Promise<T>,
): Promise<T | "unknown-user"> {
  return runQuery(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, userId);
      const [user] = await tx
        .select({
          email: users.email,
          emailVerified: users.emailVerified,
          role: users.role,
          awaitingApproval: users.awaitingApproval,
          isSuspended,
          suspendedAt: users.suspendedAt,
          suspendedUntil: users.suspendedUntil,
          suspensionReason: users.suspensionReason,
        })
        .from(users)
        .where(eq(users.id, userId));
      if (!user) return "unknown-user" as const;
      const { emailVerified, ...rest } = user;
      return act(tx, { ...rest, hasEmail: emailVerified !== null });
    }),
  );
}

/**
 * Writes what an operator did into the admin log, and tells the user in their activity, which names no
 * device: an operator's is not theirs.
 */
export async function recordOperation(
  tx: Database,
  operation: Operation,
  deed: Deed,
  entry: { kind: ActivityKind; detail?: string | null },
): Promise<void> {
  await logOperation(tx, deed, operation);
  await noteActivity(tx, { userId: operation.userId, ...entry });
}
