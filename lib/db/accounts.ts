import "server-only";
import { asc, eq } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { hasActivity, type SensitiveActionContext } from "@/lib/db/activity";
import { isRecentlyUsed } from "@/lib/db/address-confirmations";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { removeAccount } from "@/lib/db/remove-account";
import type { AccountHashes } from "@/lib/db/removed-accounts";
import { accounts } from "@/lib/db/schema";
import { sealDisconnection } from "@/lib/db/undo-record";

/** A provider account that a user can sign in with. */
export type Connection = {
  id: string;
  provider: string;
  /** The address that the provider last reported. */
  email: string;
  /** Whether the provider confirmed it and no other user has since proved that it is theirs. */
  emailConfirmed: boolean;
  image: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  /** Whether it was used within 180 days, so that its address still counts as confirmed. */
  isRecent: boolean;
};

const columns = {
  id: accounts.id,
  provider: accounts.provider,
  email: accounts.email,
  emailConfirmed: accounts.emailConfirmed,
  image: accounts.image,
  createdAt: accounts.createdAt,
  lastUsedAt: accounts.lastUsedAt,
  isRecent: isRecentlyUsed,
};

/**
 * A user's connected accounts, oldest first.
 * @throws DatabaseUnavailableError
 */
export async function listConnections(userId: string): Promise<Connection[]> {
  return runQuery(() =>
    db()
      .select(columns)
      .from(accounts)
      .where(eq(accounts.userId, userId))
      .orderBy(asc(accounts.createdAt), asc(accounts.id)),
  );
}

/** `unknown` also covers another user's account. */
export type DisconnectOutcome =
  /** `undo` is for `undoDisconnect`; without it, the user can only connect the account again. */
  | { kind: "disconnected"; provider: string; undo: string | null }
  | { kind: "disconnected-before"; provider: null; undo: null }
  | { kind: "last" | "unknown" };

/**
 * Disconnects one of the user's accounts, unless it is their last, and remembers it.
 *
 * The transaction locks the user's row first. If two tabs disconnect one account each, the second
 * waits and then finds that only one account is left.
 *
 * @throws DatabaseUnavailableError
 */
export async function disconnectAccount(
  context: SensitiveActionContext,
  id: string,
  hashes: AccountHashes,
): Promise<DisconnectOutcome | ActionRefusal> {
  return actionTransaction(context, async (tx, session): Promise<DisconnectOutcome> => {
    const connected = await tx.select().from(accounts).where(eq(accounts.userId, context.userId));
    const account = connected.find((candidate) => candidate.id === id);
    if (!account) {
      const before = { userId: context.userId, kind: "disconnected", subjectId: id } as const;
      const known = await hasActivity(tx, before);
      return known
        ? { kind: "disconnected-before", provider: null, undo: null }
        : { kind: "unknown" };
    }
    if (connected.length === 1) return { kind: "last" };
    const image = await removeAccount(tx, { context, session, hashes }, account);
    const { userId, sessionId } = context;
    // What an unknown device disconnects is put back by disowning it, which must find it as it left it.
    const undo = session.newDevice
      ? null
      : await sealDisconnection({ userId, sessionId, account, ...(image && { image }) });
    return { kind: "disconnected", provider: account.provider, undo };
  });
}
