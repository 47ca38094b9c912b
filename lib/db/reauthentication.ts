import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { nullIfOvertaken } from "@/lib/db/driver/conflict";
import { accounts, sessions } from "@/lib/db/schema";
import { type NamedAccount, recordAccountUse } from "@/lib/db/sign-in/account-use";
import { redeemToken } from "@/lib/db/used-tokens";

export type Authenticated = { absoluteExpires: Date } | ActionRefusal;

/** `used`: the pending link has been used before, and nothing was written. */
export type Connected = Authenticated | "used";

/**
 * Notes that a person has shown once more who they are, and gives their session another token:
 * whoever had the old one has to do the same (OWASP ASVS 5.0, 7.2.4).
 *
 * @param tokenHash - of the session's new token
 * @throws DatabaseUnavailableError
 */
export async function recordReauthentication(
  context: ActionContext,
  account: NamedAccount,
  tokenHash: string | null,
): Promise<Authenticated | null> {
  const confirmed = actionTransaction(context, async (tx, session) => {
    await renewSession(tx, context, { tokenHash, authenticatedAt: sql`now()` });
    await recordAccountUse(tx, context.userId, account);
    const { provider } = account;
    await noteActivity(
      tx,
      entryOf(context, "confirmed", { provider, subjectId: context.sessionId }),
    );
    return session;
  });
  return nullIfOvertaken(confirmed);
}

/**
 * Connects a provider account to the actor's person. A `freshWithinSeconds` of the actor holds here
 * as for every action.
 *
 * @param tokenHash - of the session's new token; null keeps the one that it has
 * @param pendingLink - id of the pending link that this accepts
 * @returns null when it was connected elsewhere at the same moment: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function recordConnection(
  context: ActionContext,
  account: NamedAccount & { email: string },
  tokenHash: string | null,
  pendingLink?: string,
): Promise<Connected | null> {
  const connection = actionTransaction(context, async (tx, session): Promise<Connected> => {
    if (pendingLink && !(await redeemToken(tx, pendingLink))) return "used";
    await renewSession(tx, context, { tokenHash });
    const [connected] = await tx
      .insert(accounts)
      .values({ ...account, userId: context.userId })
      .returning({ id: accounts.id });
    const about = { provider: account.provider, subjectId: connected?.id };
    await noteActivity(tx, entryOf(context, "connected", about));
    return session;
  });
  return nullIfOvertaken(connection);
}

/**
 * Notes that a provider account was used that is connected already.
 *
 * @param tokenHash - of the session's new token; null when it was not used just now
 * @throws DatabaseUnavailableError
 */
export async function recordUse(
  context: ActionContext,
  account: NamedAccount,
  tokenHash: string | null,
): Promise<Authenticated | null> {
  const used = actionTransaction(context, async (tx, session) => {
    await renewSession(tx, context, { tokenHash });
    if (tokenHash) await recordAccountUse(tx, context.userId, account);
    return session;
  });
  return nullIfOvertaken(used);
}

type Renewal = { tokenHash: string | null; authenticatedAt?: ReturnType<typeof sql> };

/** Gives the session another token, if there is one. */
async function renewSession(
  tx: Database,
  { userId, sessionId }: ActionContext,
  { tokenHash, authenticatedAt }: Renewal,
): Promise<void> {
  if (!tokenHash) return;
  await tx
    .update(sessions)
    .set({
      sessionToken: tokenHash,
      lastSeenAt: sql`now()`,
      ...(authenticatedAt && { authenticatedAt }),
    })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
}
