import "server-only";
import { type AdminAction, adminLog } from "@/lib/db/admin-log/schema";
import type { Database } from "@/lib/db/driver/client";

/** What an operator did. */
export type Deed = { action: AdminAction; detail?: string | null };

/** By whom, null for the command line, and to whom or what. */
type Concerns = { actorId: string | null; userId?: string; invitationId?: string };

/** Writes what an operator did into the admin log, in the transaction that does it. */
export async function logOperation(
  tx: Database,
  deed: Deed,
  ...concerns: Concerns[]
): Promise<void> {
  if (concerns.length === 0) return;
  await tx.insert(adminLog).values(concerns.map((about) => ({ ...deed, ...about })));
}
