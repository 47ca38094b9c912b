import "server-only";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { entryOf, hasActivity, noteActivity, type SensitiveActionContext } from "@/lib/db/activity";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { accounts, users } from "@/lib/db/schema";

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
};

const columns = {
  id: accounts.id,
  provider: accounts.provider,
  email: accounts.email,
  emailConfirmed: accounts.emailConfirmed,
  image: accounts.image,
  createdAt: accounts.createdAt,
  lastUsedAt: accounts.lastUsedAt,
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
  | { kind: "disconnected" | "disconnected-before"; provider: string | null }
  | { kind: "last" | "unknown" };

/**
 * Disconnects one of the user's accounts, unless it is their last.
 *
 * The transaction locks the user's row first. If two tabs disconnect one account each, the second
 * waits and then finds that only one account is left.
 *
 * @throws DatabaseUnavailableError
 */
export async function disconnectAccount(
  context: SensitiveActionContext,
  id: string,
): Promise<DisconnectOutcome | ActionRefusal> {
  return actionTransaction(context, async (tx): Promise<DisconnectOutcome> => {
    const connected = await tx
      .select({ id: accounts.id, provider: accounts.provider, image: accounts.image })
      .from(accounts)
      .where(eq(accounts.userId, context.userId));
    const account = connected.find((candidate) => candidate.id === id);
    if (!account) {
      const before = { userId: context.userId, kind: "disconnected", subjectId: id } as const;
      const known = await hasActivity(tx, before);
      return known ? { kind: "disconnected-before", provider: null } : { kind: "unknown" };
    }
    if (connected.length === 1) return { kind: "last" };
    await tx.delete(accounts).where(and(eq(accounts.id, id), eq(accounts.userId, context.userId)));
    await replacePicture(tx, context.userId, account.image);
    const { provider } = account;
    await noteActivity(tx, entryOf(context, "disconnected", { provider, subjectId: id }));
    return { kind: "disconnected", provider };
  });
}

/** If the user's picture came from the removed account, shows another account's, or none. */
async function replacePicture(tx: Database, userId: string, image: string | null): Promise<void> {
  if (!image) return;
  const another = tx
    .select({ image: accounts.image })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), isNotNull(accounts.image)))
    .orderBy(asc(accounts.createdAt))
    .limit(1);
  await tx
    .update(users)
    .set({ image: sql`(${another})` })
    .where(and(eq(users.id, userId), eq(users.image, image)));
}
