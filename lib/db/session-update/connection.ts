import "server-only";
import { and, eq, gt } from "drizzle-orm";
import { actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { conflictToNull } from "@/lib/db/driver/conflict";
import { forgetRemovals } from "@/lib/db/removed-accounts";
import { accounts, activity } from "@/lib/db/schema";
import { replaceSessionToken, type SessionOutcome } from "@/lib/db/session-update/session-token";
import { recordAccountUse } from "@/lib/db/sign-in/account-use";
import type { NamedAccount } from "@/lib/db/sign-in/sign-in-record";
import { redeemToken } from "@/lib/db/used-tokens";

/** A pending link that its user accepts. */
export type AcceptedLink = { id: string; issuedAt: Date };

/** `used`: the pending link was used before, and nothing was written. */
export type ConnectionOutcome = SessionOutcome | "used";

/**
 * Connects a provider account to the user. `context.freshWithinSeconds` applies as to every action.
 *
 * @param options.tokenHash - hash of the session's new token; null keeps the current token
 * @param options.pendingLink - the link that the user accepts
 * @param options.hashes - of the account, which is no longer remembered as removed
 * @returns null if the account was connected elsewhere at the same moment: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function recordConnection(
  context: ActionContext,
  account: NamedAccount & { email: string },
  { tokenHash, pendingLink, hashes }: ConnectionOptions & { hashes: readonly string[] },
): Promise<ConnectionOutcome | null> {
  const { provider } = account;
  const connection = actionTransaction(context, async (tx, session): Promise<ConnectionOutcome> => {
    if (pendingLink && (await isUsed(tx, { ...pendingLink, userId: context.userId, provider }))) {
      return "used";
    }
    await replaceSessionToken(tx, context, { tokenHash });
    const [connected] = await tx
      .insert(accounts)
      .values({ ...account, userId: context.userId, addedOnNewDevice: session.newDevice })
      .returning({ id: accounts.id });
    await forgetRemovals(tx, context.userId, hashes);
    const about = { provider, subjectId: connected?.id };
    await noteActivity(tx, entryOf(context, session, "connected", about));
    return session;
  });
  return conflictToNull(connection);
}

/**
 * Records the use of a provider account that is already connected.
 *
 * @param options.tokenHash - hash of the session's new token; null if the account was not used just now
 * @param options.pendingLink - redeemed, since its account is connected
 * @returns null if the account was disconnected meanwhile; then nothing is written
 * @throws DatabaseUnavailableError
 */
export async function recordUse(
  context: ActionContext,
  account: NamedAccount,
  { tokenHash, pendingLink }: ConnectionOptions,
): Promise<SessionOutcome | null> {
  const used = actionTransaction(context, async (tx, session) => {
    if (pendingLink) await redeemToken(tx, pendingLink.id);
    await replaceSessionToken(tx, context, { tokenHash });
    if (tokenHash) await recordAccountUse(tx, context.userId, account);
    return session;
  });
  return conflictToNull(used);
}

type ConnectionOptions = { tokenHash: string | null; pendingLink?: AcceptedLink | undefined };

/**
 * Redeems a pending link. One that was issued before its provider was disconnected counts as used:
 * the user may have answered its question through another link.
 */
async function isUsed(
  tx: Database,
  { id, issuedAt, userId, provider }: AcceptedLink & { userId: string; provider: string },
): Promise<boolean> {
  const disconnected = await tx
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.userId, userId),
        gt(activity.at, issuedAt),
        eq(activity.kind, "disconnected"),
        eq(activity.provider, provider),
      ),
    )
    .limit(1);
  return disconnected.length > 0 || !(await redeemToken(tx, id));
}
