import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { disownSession } from "@/lib/db/disown/disown-session";
import { findDisowned, openedWith } from "@/lib/db/disown/disowned-sessions";
import { findLasting } from "@/lib/db/disown/find-lasting";
import { readPending, readPendingOfOthers } from "@/lib/db/disown/pending-undo";
import * as undo from "@/lib/db/disown/undo-accounts";
import { undoDisconnect } from "@/lib/db/disown/undo-disconnect";
import { undoFields } from "@/lib/db/disown/undo-fields";
import { db } from "@/lib/db/driver/client";
import { keepUndo, replaceUndo } from "@/lib/db/keep-undo";
import { forgetUndo } from "@/lib/db/new-device-sign-ins";
import { removedAccounts } from "@/lib/db/remembered-schema";
import { removeAccount } from "@/lib/db/remove-account";
import * as removed from "@/lib/db/removed-accounts";
import { accounts, activity } from "@/lib/db/schema";
import { recordConnection } from "@/lib/db/session-update/connection";
import { signInRestoredUser } from "@/lib/db/sign-in/restored-user";
import { endSession } from "@/lib/db/user-sessions";
import { updateProfile } from "@/lib/db/users";
import { contextOf, type SeededUser } from "@/lib/test-support/seeded-user";
import { recordOf } from "@/lib/test-support/sign-in-record";
import { createTestUser, testIssuer } from "@/lib/test-support/test-user";

const session = { newDevice: true, absoluteExpires: new Date() };
const device = { userAgent: null, ip: null };

const newSessionOf = ({ sessionIds }: SeededUser) => sessionIds.at(-1) ?? "";
const removerOf = (user: SeededUser) => ({
  context: contextOf(user),
  session,
  hashes: accountHashes,
});

/** The queries about removed accounts and disowned sessions: see `queryCases`. */
export const removalCases: Record<string, (user: SeededUser) => Promise<unknown>> = {
  rememberRemoval: ({ userId }) =>
    removed.rememberRemoval(
      db(),
      { userId, ...device },
      { provider: "google", hashes: [randomUUID()] },
    ),
  forgetRemovals: ({ userId }) => removed.forgetRemovals(db(), userId, [randomUUID()]),
  findRemoval: ({ userId }) =>
    removed.findRemoval({ id: randomUUID(), userId, deviceHash: randomUUID() }),
  readRemoval: ({ userId }) =>
    removed.readRemoval(db(), { id: randomUUID(), userId, deviceHash: randomUUID() }),
  deleteRemovalsBefore: () => removed.deleteRemovalsBefore(new Date(0), 50),
  removeAccount: async (user) => {
    const { userId } = user;
    const [account] = await db().select().from(accounts).where(eq(accounts.userId, userId));
    if (account) await removeAccount(db(), removerOf(user), account);
  },
  signInRestoredUser: async ({ userId }) => {
    const record = recordOf(createTestUser());
    const { deviceHash, accountHashes: hashes } = record;
    await db().insert(activity).values({ userId, kind: "sign-in", deviceHash });
    const [removal] = await db()
      .insert(removedAccounts)
      .values({ userId, accountHash: hashes[0] ?? "", provider: "google" })
      .returning({ id: removedAccounts.id });
    const options = { pendingLink: randomUUID(), removal: removal?.id ?? "", userId };
    const isStillAllowed = () => true;
    const restored = await signInRestoredUser(record, { ...options, isStillAllowed });
    if (restored === "used") throw new Error("nothing was restored");
  },

  disownSession: (user) => disownSession(contextOf(user), newSessionOf(user), accountHashes),
  "disownSession: after changes": async (user) => {
    const theirs = contextOf(user, newSessionOf(user));
    await updateProfile(theirs, { name: "Eve", username: randomUUID() });
    const id = randomUUID();
    const account = { provider: "github", providerAccountId: id, email: `${id}@example.com` };
    const added = { ...account, issuer: testIssuer, image: null };
    await recordConnection(theirs, added, { tokenHash: null, hashes: [] });
    await disconnectAccount(theirs, user.accountIds[0] ?? "", accountHashes);
    return disownSession(contextOf(user), newSessionOf(user), accountHashes);
  },
  "disownSession: that is unknown": (user) =>
    disownSession(contextOf(user), randomUUID(), accountHashes),
  findDisowned: (user) => findDisowned(db(), contextOf(user), newSessionOf(user)),
  openedWith: (user) =>
    openedWith(db(), contextOf(user), { sessionIds: [randomUUID()], accountIds: user.accountIds }),
  readPending: (user) => readPending(db(), user.userId, user.sessionIds),
  readPendingOfOthers: (user) => readPendingOfOthers(db(), user.userId, user.sessionIds),
  undoFields: (user) => undoFields(db(), removerOf(user), { pending: [pendingName()], others: [] }),
  removeConnected: (user) =>
    undo.removeConnected(db(), removerOf(user), {
      disowned: { sessionIds: [], openedIds: [], accountIds: [user.accountIds[0] ?? ""] },
      others: [],
    }),
  putBackDisconnected: async (user) => {
    const [account] = await db().select().from(accounts).where(eq(accounts.userId, user.userId));
    const disowned = { sessionIds: [], accountIds: [], openedIds: [] };
    const record = account && { account };
    const pending = [{ ...pendingName(), record: record ?? null }];
    return undo.putBackDisconnected(db(), removerOf(user), { disowned, pending });
  },
  putBack: async (user) => {
    const [account] = await db().select().from(accounts).where(eq(accounts.userId, user.userId));
    if (!account) throw new Error("the user has no account");
    return undo.putBack(db(), removerOf(user), account);
  },
  undoDisconnect: async (user) => {
    const context = contextOf(user);
    const outcome = await disconnectAccount(context, user.accountIds[0] ?? "", accountHashes);
    const sealed = typeof outcome === "object" && "undo" in outcome ? outcome.undo : null;
    return undoDisconnect(context, sealed ?? "", accountHashes);
  },
  keepWayIn: (user) => undo.keepWayIn(db(), removerOf(user)),
  findLasting: (user) => findLasting(db(), user.userId, user.sessionIds),
  keepUndo: (user) => {
    const { context } = removerOf(user);
    return keepUndo(db(), context, session, { fields: { name: { before: "a", after: "b" } } });
  },
  replaceUndo: ({ userId }) => replaceUndo(db(), { entryId: randomUUID(), userId }, undefined),
  forgetUndo: ({ userId, sessionIds }) => forgetUndo(db(), userId, sessionIds),
  endSession: (user) => endSession(db(), contextOf(user), session, newSessionOf(user)),
};

function pendingName() {
  return {
    entryId: randomUUID(),
    kind: "profile-changed" as const,
    provider: null,
    record: { fields: { name: { before: "Ada", after: "Person" } } },
  };
}
