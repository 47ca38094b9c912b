import "server-only";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { ActingSession } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { keepUndo } from "@/lib/db/keep-undo";
import { type AccountHashes, rememberRemoval } from "@/lib/db/removed-accounts";
import { accounts, activity, users } from "@/lib/db/schema";

/** The user who acts, in which session, and how their accounts are remembered. */
export type Remover = { context: ActionContext; session: ActingSession; hashes: AccountHashes };

/**
 * Removes an account from the acting user and remembers it. The caller has locked the user.
 * @param detail - of the activity entry, if it wasn't the user who chose this account
 * @returns the change of the user's picture, if it was the account's
 */
export async function removeAccount(
  tx: Database,
  { context, session, hashes }: Remover,
  account: typeof accounts.$inferSelect,
  detail: string | null = null,
): Promise<{ before: string; after: string | null } | null> {
  const { id, provider, image } = account;
  const { userId } = context;
  await tx.delete(accounts).where(and(eq(accounts.id, id), eq(accounts.userId, userId)));
  await rememberRemoval(tx, context, { provider, hashes: hashes(account) });
  const replaced = await replacePicture(tx, userId, image);
  // An account that the session itself connected is not put back when the session is disowned.
  const isOwn = session.newDevice && (await connectedIn(tx, context, id));
  const undo = await keepUndo(tx, context, session, {
    ...(!isOwn && { account }),
    ...(replaced && { fields: { image: replaced } }),
  });
  const about = { provider, subjectId: id, detail, ...undo };
  await noteActivity(tx, entryOf(context, session, "disconnected", about));
  return replaced;
}

/** Whether the acting session connected this account. */
async function connectedIn(
  tx: Database,
  { userId, sessionId }: ActionContext,
  accountId: string,
): Promise<boolean> {
  const found = await tx
    .select({ id: activity.id })
    .from(activity)
    .where(
      and(
        eq(activity.sessionId, sessionId),
        eq(activity.userId, userId),
        eq(activity.kind, "connected"),
        eq(activity.subjectId, accountId),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/**
 * If the user's picture came from the removed account, shows another account's, or none.
 * @returns the change; null if it came from elsewhere
 */
async function replacePicture(tx: Database, userId: string, image: string | null) {
  if (!image) return null;
  const another = tx
    .select({ image: accounts.image })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), isNotNull(accounts.image)))
    .orderBy(asc(accounts.createdAt))
    .limit(1);
  const [shown] = await tx
    .update(users)
    .set({ image: sql`(${another})` })
    .where(and(eq(users.id, userId), eq(users.image, image)))
    .returning({ image: users.image });
  return shown ? { before: image, after: shown.image } : null;
}
