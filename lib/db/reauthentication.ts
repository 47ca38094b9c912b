import "server-only";
import { and, eq, gt, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, noteActivity } from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { nullIfOvertaken } from "@/lib/db/driver/conflict";
import { accounts, activity, sessions } from "@/lib/db/schema";
import { type NamedAccount, recordAccountUse } from "@/lib/db/sign-in/account-use";
import { redeemToken } from "@/lib/db/used-tokens";

export type Authenticated = { absoluteExpires: Date } | ActionRefusal;

/** A pending link that its user accepts. */
export type AcceptedLink = { id: string; issuedAt: Date };

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
 * @param options.tokenHash - of the session's new token; null keeps the one that it has
 * @param options.pendingLink - what this accepts, if anything
 * @returns null when it was connected elsewhere at the same moment: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function recordConnection(
  context: ActionContext,
  account: NamedAccount & { email: string },
  { tokenHash, pendingLink }: ConnectionOptions,
): Promise<Connected | null> {
  const { provider } = account;
  const connection = actionTransaction(context, async (tx, session): Promise<Connected> => {
    if (pendingLink && (await isUsed(tx, { ...pendingLink, userId: context.userId, provider }))) {
      return "used";
    }
    await renewSession(tx, context, { tokenHash });
    const [connected] = await tx
      .insert(accounts)
      .values({ ...account, userId: context.userId })
      .returning({ id: accounts.id });
    const about = { provider, subjectId: connected?.id };
    await noteActivity(tx, entryOf(context, "connected", about));
    return session;
  });
  return nullIfOvertaken(connection);
}

/**
 * Notes that a provider account was used that is connected already.
 *
 * @param options.tokenHash - of the session's new token; null when it was not used just now
 * @param options.pendingLink - what is used up, since its account is connected
 * @throws DatabaseUnavailableError
 */
export async function recordUse(
  context: ActionContext,
  account: NamedAccount,
  { tokenHash, pendingLink }: ConnectionOptions,
): Promise<Authenticated | null> {
  const used = actionTransaction(context, async (tx, session) => {
    if (pendingLink) await redeemToken(tx, pendingLink.id);
    await renewSession(tx, context, { tokenHash });
    if (tokenHash) await recordAccountUse(tx, context.userId, account);
    return session;
  });
  return nullIfOvertaken(used);
}

type ConnectionOptions = { tokenHash: string | null; pendingLink?: AcceptedLink | undefined };

/**
 * Uses a pending link up. One whose provider was disconnected after it was issued counts as used too:
 * its question may have been answered through another link.
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
