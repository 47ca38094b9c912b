import "server-only";
import { and, count, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { entryOf, noteActivity } from "@/lib/db/activity";
import type { Disowned } from "@/lib/db/disown/disowned-sessions";
import { joinOutcomes, type UndoOutcome } from "@/lib/db/disown/outcome";
import type { PendingUndo } from "@/lib/db/disown/pending-undo";
import { unlessTaken } from "@/lib/db/disown/unless-taken";
import type { Database } from "@/lib/db/driver/client";
import { replaceUndo } from "@/lib/db/keep-undo";
import { type Remover, removeAccount } from "@/lib/db/remove-account";
import { forgetRemovals } from "@/lib/db/removed-accounts";
import { accounts, sessions, users } from "@/lib/db/schema";
import type { DisconnectedAccount } from "@/lib/db/undo-record";

/** Removes the accounts that disowned sessions connected, and remembers them as removed. */
export async function removeConnected(
  tx: Database,
  remover: Remover,
  { disowned, others }: { disowned: Disowned; others: PendingUndo[] },
): Promise<UndoOutcome> {
  const { userId } = remover.context;
  const { accountIds } = disowned;
  if (accountIds.length === 0) return { undone: [], kept: [] };
  const connected = await tx
    .select()
    .from(accounts)
    .where(and(inArray(accounts.id, accountIds), eq(accounts.userId, userId)));
  for (const account of connected) await removeAccount(tx, remover, account, "undone");
  // Another session has disconnected one of them: disowning that one later must not put it back.
  for (const { entryId, record } of others) {
    if (!record?.account || !accountIds.includes(record.account.id)) continue;
    const { fields } = record;
    await replaceUndo(tx, { entryId, userId }, fields && { fields });
  }
  const undone = connected.map(({ provider }) => ({ what: "connected", provider }) as const);
  return { undone, kept: [] };
}

/** Connects the accounts again that disowned sessions disconnected, but not those they had connected. */
export async function putBackDisconnected(
  tx: Database,
  remover: Remover,
  { disowned, pending }: { disowned: Disowned; pending: PendingUndo[] },
): Promise<UndoOutcome> {
  const outcomes: UndoOutcome[] = [];
  for (const { record } of pending) {
    if (!record?.account || disowned.accountIds.includes(record.account.id)) continue;
    outcomes.push(await putBack(tx, remover, record.account));
  }
  return joinOutcomes(outcomes);
}

/**
 * Connects a disconnected account again, unless someone has it by now.
 * @param detail - of the activity entry
 */
export async function putBack(
  tx: Database,
  { context, session, hashes }: Remover,
  account: DisconnectedAccount,
  detail = "undone",
): Promise<UndoOutcome> {
  const { userId } = context;
  const { id, provider, providerAccountId } = account;
  const emailConfirmed = account.emailConfirmed && !(await isProvedByAnother(tx, userId, account));
  const isFree = await unlessTaken(tx, (inner) =>
    inner.insert(accounts).values({ ...account, emailConfirmed, userId }),
  );
  if (isFree) {
    await forgetRemovals(tx, userId, hashes(account));
    const about = { provider, subjectId: id, detail };
    await noteActivity(tx, entryOf(context, session, "connected", about));
    return { undone: [{ what: "disconnected", provider }], kept: [] };
  }
  const [present] = await tx
    .select({ userId: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId)));
  // The user may have connected it again, or restored it.
  if (present?.userId === userId) return { undone: [], kept: [] };
  return { undone: [], kept: [{ what: "disconnected", why: "of-another", provider }] };
}

/** Whether another user has meanwhile proved that the account's address is theirs. */
async function isProvedByAnother(
  tx: Database,
  userId: string,
  { email }: DisconnectedAccount,
): Promise<boolean> {
  const others = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, email), isNotNull(users.emailVerified), ne(users.id, userId)))
    .limit(1);
  return others.length > 0;
}

/**
 * If no account is left, no provider can confirm the user, and they could never connect one. The
 * session that answered then counts as fresh, so that they can.
 *
 * @returns whether an account is left
 */
export async function keepWayIn(tx: Database, { context }: Remover): Promise<boolean> {
  const [left] = await tx
    .select({ accounts: count() })
    .from(accounts)
    .where(eq(accounts.userId, context.userId));
  if (left && left.accounts > 0) return true;
  await tx
    .update(sessions)
    .set({ authenticatedAt: sql`now()` })
    .where(and(eq(sessions.id, context.sessionId), eq(sessions.userId, context.userId)));
  return false;
}
