import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { addressHashes } from "@/lib/auth/linking/identity";
import { approveUser } from "@/lib/db/admin/approve-user";
import { endSessions, endSessionsOf } from "@/lib/db/admin/end-sessions";
import { findUsers, listUsers, type UserFilter } from "@/lib/db/admin/find-users";
import * as invitations from "@/lib/db/admin/invitations";
import { isLastAdmin } from "@/lib/db/admin/last-admin";
import { operate, recordOperation } from "@/lib/db/admin/operation";
import { createRecovery } from "@/lib/db/admin/recoveries";
import { removeUser } from "@/lib/db/admin/remove-user";
import { setRole } from "@/lib/db/admin/set-role";
import { restoreUser, suspendUser } from "@/lib/db/admin/suspend-user";
import * as suspended from "@/lib/db/admin/suspended-identities";
import { readUserDetails } from "@/lib/db/admin/user-details";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { deleteLockedUser } from "@/lib/db/users";
import { adminLogCases, storeLogRows } from "@/lib/test-support/admin-log";
import type { SeededUser } from "@/lib/test-support/seeded-user";

/** The hashes by which a suspension is remembered. */
export const identityHashes = { ofAccount: accountHashes, ofAddress: addressHashes };
const hashes = identityHashes;

const terms = { until: null, reason: null };
const operationOn = ({ userId }: { userId: string }) => ({ userId, actorId: null });
const invitation = { uses: 1, expiresInSeconds: 60, note: null };

const listed = (filter: UserFilter, before: string | null = null) =>
  listUsers(filter, { before, limit: 50 });

/** The queries of operators: see `queryCases`. */
export const adminCases: Record<string, (user: SeededUser) => Promise<unknown>> = {
  "findUsers: by id": ({ userId }) => findUsers({ id: userId }, 20),
  "findUsers: by username": () => findUsers({ username: "person-7" }, 20),
  "findUsers: by address": ({ email }) => findUsers({ email }, 20),
  "listUsers: all": () => listed({}),
  "listUsers: the next page": ({ userId }) => listed({}, userId),
  "listUsers: of a role": () => listed({ role: "admin" }),
  "listUsers: suspended": () => listed({ isSuspended: true }),
  "listUsers: waiting": () => listed({ isWaiting: true }),
  "listUsers: by a text": () => listed({ search: "person-7" }),
  readUserDetails: ({ userId }) => readUserDetails(userId),

  operate: (user) => operate(operationOn(user), async () => null),
  recordOperation: (user) =>
    recordOperation(db(), operationOn(user), { action: "approve" }, { kind: "approved" }),
  isLastAdmin: async ({ userId }) => {
    await db().update(users).set({ role: "admin" }).where(eq(users.id, userId));
    await isLastAdmin(db(), userId);
  },
  setRole: (user) => setRole(operationOn(user), "editor"),
  approveUser: async (user) => {
    await db().update(users).set({ awaitingApproval: true }).where(eq(users.id, user.userId));
    return approveUser(operationOn(user));
  },
  endSessions: (user) => endSessions(operationOn(user)),
  endSessionsOf: ({ userId }) => endSessionsOf(db(), userId),
  removeUser: (user) => removeUser(operationOn(user), hashes),
  deleteLockedUser: ({ userId }) => deleteLockedUser(db(), userId),

  suspendUser: (user) => suspendUser(operationOn(user), terms, hashes),
  restoreUser: async (user) => {
    await suspendUser(operationOn(user), terms, hashes);
    return restoreUser(operationOn(user));
  },
  rememberSuspendedIdentities: ({ userId, email }) => {
    const user = { userId, user: { email, hasEmail: true }, ...terms };
    return suspended.rememberSuspendedIdentities(db(), user, hashes);
  },
  forgetSuspendedIdentities: ({ userId }) => suspended.forgetSuspendedIdentities(db(), userId),
  "restoreDeletedUsers: by id": async (user) => {
    await suspendUser(operationOn(user), terms, hashes);
    await removeUser(operationOn(user), hashes);
    return suspended.restoreDeletedUsers({ userId: user.userId }, null);
  },
  "restoreDeletedUsers: by address": ({ email }) =>
    suspended.restoreDeletedUsers({ addressHashes: hashes.ofAddress(email) }, null),
  isDeletedUserSuspended: ({ email }) =>
    suspended.isDeletedUserSuspended({ addressHashes: hashes.ofAddress(email) }),
  deleteEndedSuspensions: () => suspended.deleteEndedSuspensions(50),

  "createInvitation: for an address": ({ userId }) =>
    invitations.createInvitation(
      { ...invitation, tokenHash: randomUUID(), email: `${userId}@example.com` },
      null,
    ),
  listInvitations: () => invitations.listInvitations(50),
  revokeInvitation: () => invitations.revokeInvitation(randomUUID(), null),
  deleteExpiredInvitations: () => invitations.deleteExpiredInvitations(50),

  createRecovery: (user) => createRecovery(operationOn(user), randomUUID()),
  ...adminLogCases,
};

/** Rows of operators' tables, so that Postgres prefers their indexes. */
export async function storeOperatorsRows(): Promise<void> {
  await db().execute(sql`
    insert into invitations (token_hash, email, uses, uses_left, expires_at)
    select 'hash-' || n, 'invited-' || n || '@load.example', 1, 1, now() + n * interval '1 minute'
    from generate_series(-2500, 2500) n`);
  await db().execute(sql`
    insert into recoveries (user_id, token_hash, expires_at)
    select id, 'hash-' || id, now() + interval '1 day' from users`);
  await db().execute(sql`
    insert into suspended_identities (identity_hash, user_id, suspended_until)
    select 'hash-' || n, gen_random_uuid(), now() + n * interval '1 minute'
    from generate_series(1, 5000) n`);
  await db().execute(sql`analyze invitations, recoveries, suspended_identities`);
  await storeLogRows();
}
