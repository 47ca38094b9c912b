import "server-only";
import { and, eq, exists } from "drizzle-orm";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { deviceHashOf } from "@/lib/db/known-devices";
import { sessions } from "@/lib/db/schema";
import type { NamedAccount } from "@/lib/db/sign-in/sign-in-record";
import { confirmingAccounts } from "@/lib/db/trusted-account";

/**
 * Makes the acting session's device known if its user has now proved two accounts on it: the one
 * that opened the session, and another one. Neither may have been added on an unknown device within
 * the wait, or whoever stole one account could add a second and confirm with it. Sessions from before
 * migration 0005 don't say which account opened them, so they wait.
 *
 * The caller locks the user first.
 * @returns whether it did
 */
export async function recogniseOwnDevice(
  tx: Database,
  context: ActionContext,
  confirmed: Pick<NamedAccount, "provider" | "providerAccountId">,
  newDeviceWaitSeconds: number,
): Promise<boolean> {
  const { userId, sessionId } = context;
  const proof = confirmingAccounts(tx, newDeviceWaitSeconds, confirmed);
  const recognised = await tx
    .update(sessions)
    .set({ newDevice: false })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), exists(proof)))
    .returning({ id: sessions.id });
  if (recognised.length === 0) return false;
  const about = { provider: confirmed.provider, subjectId: sessionId, detail: "confirmed" };
  const deviceHash = await deviceHashOf(tx, userId, sessionId);
  await noteActivity(tx, {
    ...entryOf(context, { newDevice: true }, "device-vouched", about),
    deviceHash,
  });
  return true;
}
