import "server-only";
import { sql } from "drizzle-orm";
import { actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import { conflictToNull } from "@/lib/db/driver/conflict";
import { recogniseOwnDevice } from "@/lib/db/session-update/own-device";
import { replaceSessionToken, type SessionOutcome } from "@/lib/db/session-update/session-token";
import { recordAccountUse } from "@/lib/db/sign-in/account-use";
import type { NamedAccount } from "@/lib/db/sign-in/sign-in-record";

/**
 * Records that a provider confirmed the user again, and replaces the session's token. The old token
 * stops working, so anyone who copied it has to authenticate too (OWASP ASVS 5.0, 7.2.4).
 *
 * If its device was unknown, it may be known from now on: see `recogniseOwnDevice`.
 *
 * @param options.tokenHash - hash of the session's new token
 * @param options.newDeviceWaitSeconds - NEW_DEVICE_WAIT
 * @returns null if the account was disconnected meanwhile; then nothing is written
 * @throws DatabaseUnavailableError
 */
export async function recordReauthentication(
  context: ActionContext,
  account: NamedAccount,
  { tokenHash, newDeviceWaitSeconds }: { tokenHash: string | null; newDeviceWaitSeconds: number },
): Promise<SessionOutcome | null> {
  const confirmed = actionTransaction(context, async (tx, session) => {
    await replaceSessionToken(tx, context, { tokenHash, authenticatedAt: sql`now()` });
    await recordAccountUse(tx, context.userId, account);
    const { provider } = account;
    const about = { provider, subjectId: context.sessionId };
    await noteActivity(tx, entryOf(context, session, "confirmed", about));
    const madeDeviceKnown =
      session.newDevice && (await recogniseOwnDevice(tx, context, account, newDeviceWaitSeconds));
    return { ...session, madeDeviceKnown };
  });
  return conflictToNull(confirmed);
}
