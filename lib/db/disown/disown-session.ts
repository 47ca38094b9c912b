import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import { type ActionContext, entryOf, hasActivity, noteActivity } from "@/lib/db/activity";
import { type Disowned, findDisowned } from "@/lib/db/disown/disowned-sessions";
import { findLasting } from "@/lib/db/disown/find-lasting";
import { joinOutcomes, type UndoOutcome } from "@/lib/db/disown/outcome";
import { type PendingUndo, readPending, readPendingOfOthers } from "@/lib/db/disown/pending-undo";
import { keepWayIn, putBackDisconnected, removeConnected } from "@/lib/db/disown/undo-accounts";
import { undoFields } from "@/lib/db/disown/undo-fields";
import type { Database } from "@/lib/db/driver/client";
import { rememberEnded } from "@/lib/db/ended-sessions";
import { forgetDeviceOf } from "@/lib/db/known-devices";
import type { Question } from "@/lib/db/may-be-answered";
import { answerQuestions, forgetUndo } from "@/lib/db/new-device-sign-ins";
import type { Remover } from "@/lib/db/remove-account";
import type { AccountHashes } from "@/lib/db/removed-accounts";
import { activity, sessions } from "@/lib/db/schema";
import { type EndedSession, endSession } from "@/lib/db/user-sessions";

/**
 * `ended`: nothing was undone, since the acting session is on an unknown device itself, or since the user
 * disowned what was done elsewhere in a session of their own.
 * `unknown` also covers another user's session, and one that the acting session wasn't asked about.
 */
export type DisownedSession =
  | ({
      kind: "disowned";
      endedSessions: number;
      hasAccount: boolean;
      provider: string | null;
      /** Whether the session was opened with an account that a disowned one had connected. */
      usedOwnAccount: boolean;
    } & UndoOutcome)
  | { kind: "disowned-before" | EndedSession };

/**
 * "No, sign it out": ends a session about which the acting one was asked. That needs no fresh session, so
 * that the user can act at once. If the sign-in wasn't theirs, its device is forgotten, in case it became
 * known by a second confirmation, and what was done in the session is undone, all or nothing. The accounts that it connected are removed, with the sessions that were opened with
 * them; those that it disconnected come back, and so do address and profile. What can't be undone is
 * reported, and the rest is undone.
 *
 * The user's row is locked, so an action of that session happens before, and is undone, or finds its
 * session ended.
 *
 * @throws DatabaseUnavailableError
 */
export async function disownSession(
  context: ActionContext,
  id: string,
  hashes: AccountHashes,
): Promise<DisownedSession | ActionRefusal> {
  return actionTransaction(context, async (tx, session): Promise<DisownedSession> => {
    const questions = { sessionId: id, kinds: ["sign-in", "used-elsewhere"] as Question[] };
    const answered = await answerQuestions(tx, context, session, questions);
    const signIn = answered.find(({ kind }) => kind === "sign-in");
    if (signIn) {
      const { provider, userAgent: subjectUserAgent } = signIn;
      const about = { provider, subjectId: id, subjectUserAgent };
      await noteActivity(tx, entryOf(context, session, "sign-in-disowned", about));
      // An intruder may have two unknown devices: what one undid would be undone with the other.
      if (session.newDevice) return { kind: await endSession(tx, context, session, id) };
      await forgetDeviceOf(tx, context.userId, id);
      return { ...(await disown(tx, { context, session, hashes }, id)), provider };
    }
    if (answered.length > 0) return { kind: await endSession(tx, context, session, id) };
    const before = { userId: context.userId, subjectId: id };
    if (await hasActivity(tx, { ...before, kind: "sign-in-disowned" }))
      return { kind: "disowned-before" };
    const hasEnded = await hasActivity(tx, { ...before, kind: "session-ended" });
    return { kind: hasEnded ? "ended-before" : "unknown" };
  });
}

async function disown(tx: Database, remover: Remover, id: string) {
  const { context } = remover;
  const { userId } = context;
  const disowned = await findDisowned(tx, context, id);
  const { sessionIds, accountIds } = disowned;
  const ended = await endDisowned(tx, remover, disowned);
  const account = ended.find(({ subjectId }) => subjectId === id)?.accountId;
  const pending = await readPending(tx, userId, sessionIds);
  const others = await readPendingOfOthers(tx, userId, [...sessionIds, context.sessionId]);
  const outcome = joinOutcomes([
    await undoFields(tx, remover, { pending, others }),
    await removeConnected(tx, remover, { disowned, others }),
    await putBackDisconnected(tx, remover, { disowned, pending }),
    { undone: [], kept: pending.flatMap(unreadable) },
    await findLasting(tx, userId, sessionIds),
  ]);
  await answerAll(tx, userId, sessionIds);
  await forgetUndo(tx, userId, sessionIds);
  const hasAccount = await keepWayIn(tx, remover);
  const usedOwnAccount = Boolean(account && accountIds.includes(account));
  const endedSessions = ended.length;
  return { kind: "disowned" as const, endedSessions, hasAccount, usedOwnAccount, ...outcome };
}

/** Ends the disowned sessions, and those opened with accounts they connected. */
async function endDisowned(
  tx: Database,
  { context, session }: Remover,
  { sessionIds, openedIds }: Disowned,
) {
  const { userId } = context;
  const ids = [...sessionIds, ...openedIds];
  const ended = await tx
    .delete(sessions)
    .where(and(inArray(sessions.id, ids), eq(sessions.userId, userId)))
    .returning({
      provider: sessions.provider,
      subjectId: sessions.id,
      subjectUserAgent: sessions.userAgent,
      accountId: sessions.accountId,
      tokenHash: sessions.sessionToken,
    });
  await rememberEnded(
    tx,
    ended.map(({ tokenHash }) => tokenHash),
    "user",
  );
  const entries = ended.map(({ tokenHash: _, accountId: __, ...about }) =>
    entryOf(context, session, "session-ended", about),
  );
  if (entries.length > 0) await tx.insert(activity).values(entries);
  return ended;
}

/** The answer counts for every session that was disowned with this one. */
async function answerAll(tx: Database, userId: string, sessionIds: string[]): Promise<void> {
  await tx
    .update(activity)
    .set({ unanswered: false })
    .where(
      and(
        eq(activity.userId, userId),
        eq(activity.unanswered, true),
        inArray(activity.subjectId, sessionIds),
      ),
    );
}

function unreadable({ kind, provider, record }: PendingUndo): UndoOutcome["kept"] {
  if (record) return [];
  if (kind === "disconnected") {
    return [{ what: kind, why: "unreadable", ...(provider && { provider }) }];
  }
  return [{ what: kind === "address-changed" ? "address" : "profile", why: "unreadable" }];
}
