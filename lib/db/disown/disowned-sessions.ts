import "server-only";
import { and, eq, exists, inArray, isNull, ne, not, notInArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ActionContext } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { accounts, activity, sessions } from "@/lib/db/schema";

/** The sessions that are disowned together, and the accounts that they connected. */
export type Disowned = {
  sessionIds: string[];
  accountIds: string[];
  /** The sessions on known devices that were opened with these accounts. */
  openedIds: string[];
};

/**
 * A disowned session, and every session on an unknown device that was opened with an account which a
 * disowned one connected: whoever holds that account isn't the user.
 */
export async function findDisowned(
  tx: Database,
  context: ActionContext,
  sessionId: string,
): Promise<Disowned> {
  const sessionIds = [sessionId];
  while (true) {
    const accountIds = await connectedBy(tx, context.userId, sessionIds);
    const opened = await openedWith(tx, context, { sessionIds, accountIds });
    const others = opened.filter(({ newDevice }) => newDevice).map(({ id }) => id);
    if (others.length === 0) {
      return { sessionIds, accountIds, openedIds: opened.map(({ id }) => id) };
    }
    sessionIds.push(...others);
  }
}

async function connectedBy(tx: Database, userId: string, sessionIds: string[]): Promise<string[]> {
  const entries = await tx
    .selectDistinct({ accountId: activity.subjectId })
    .from(activity)
    .where(
      and(
        inArray(activity.sessionId, sessionIds),
        eq(activity.userId, userId),
        eq(activity.kind, "connected"),
      ),
    );
  return entries.flatMap(({ accountId }) => accountId ?? []);
}

/** The user's sessions that were opened with these accounts: not the acting one, nor known ones. */
export function openedWith(
  tx: Database,
  { userId, sessionId: own }: ActionContext,
  { sessionIds, accountIds }: Pick<Disowned, "sessionIds" | "accountIds">,
): Promise<{ id: string; newDevice: boolean }[]> {
  if (accountIds.length === 0) return Promise.resolve([]);
  return tx
    .select({ id: sessions.id, newDevice: sessions.newDevice })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        ne(sessions.id, own),
        notInArray(sessions.id, sessionIds),
        or(inArray(sessions.accountId, accountIds), isProbablyOpenedWith(tx, accountIds)),
      ),
    );
}

/**
 * For a session that doesn't say which account opened it: the previous release may still run. It was
 * one of these accounts if it was opened since, at its provider, where the user has no other account.
 */
function isProbablyOpenedWith(tx: Database, accountIds: string[]) {
  const given = alias(accounts, "given_account");
  const other = alias(accounts, "other_account");
  const connected = tx
    .select({ id: given.id })
    .from(given)
    .where(
      and(
        inArray(given.id, accountIds),
        eq(given.provider, sessions.provider),
        sql`${given.createdAt} <= ${sessions.createdAt}`,
      ),
    );
  const another = tx
    .select({ id: other.id })
    .from(other)
    .where(
      and(
        eq(other.userId, sessions.userId),
        eq(other.provider, sessions.provider),
        notInArray(other.id, accountIds),
      ),
    );
  return and(isNull(sessions.accountId), exists(connected), not(exists(another)));
}
