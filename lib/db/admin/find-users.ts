import "server-only";
import { and, asc, desc, eq, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { isSuspended } from "@/lib/db/access/standing";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { accounts, users } from "@/lib/db/schema";

/** A user in a list. */
export type UserSummary = {
  id: string;
  username: string;
  name: string | null;
  email: string;
  /** Null for an address that isn't confirmed as theirs: another user may have proved it. */
  emailVerified: Date | null;
  role: string;
  awaitingApproval: boolean;
  isSuspended: boolean;
  suspendedUntil: Date | null;
  createdAt: Date;
};

const columns = {
  id: users.id,
  username: users.username,
  name: users.name,
  email: users.email,
  emailVerified: users.emailVerified,
  role: users.role,
  awaitingApproval: users.awaitingApproval,
  isSuspended,
  suspendedUntil: users.suspendedUntil,
  createdAt: users.createdAt,
};

/** An id, a username, or an address in lower case. */
export type UserReference = { id: string } | { username: string } | { email: string };

/**
 * The users whom an operator may mean. Several may have one address: as their own, a former owner as an
 * unconfirmed one, or as that of a connected account.
 *
 * @throws DatabaseUnavailableError
 */
export async function findUsers(reference: UserReference, limit: number): Promise<UserSummary[]> {
  return runQuery(() =>
    db()
      .select(columns)
      .from(users)
      .where(isMeant(reference))
      .orderBy(asc(users.createdAt), asc(users.id))
      .limit(limit),
  );
}

function isMeant(reference: UserReference): SQL | undefined {
  if ("id" in reference) return eq(users.id, reference.id);
  if ("username" in reference) return eq(users.username, reference.username);
  const { email } = reference;
  const connected = db()
    .select({ id: accounts.userId })
    .from(accounts)
    .where(eq(accounts.email, email));
  const own = alias(users, "own");
  const owned = db().select({ id: own.id }).from(own).where(eq(own.email, email));
  // An array, so that Postgres looks its ids up instead of reading users in the order of the list.
  return sql`${users.id} = any(array(${connected.unionAll(owned)}))`;
}

export type UserFilter = {
  role?: string | undefined;
  isSuspended?: boolean | undefined;
  isWaiting?: boolean | undefined;
  /** A part of a username, an address or a name. */
  search?: string | undefined;
};

/**
 * One page of users, newest first.
 *
 * @param page.before - the id of the previous page's last user
 * @throws DatabaseUnavailableError
 */
export async function listUsers(
  filter: UserFilter,
  page: { before: string | null; limit: number },
): Promise<UserSummary[]> {
  return runQuery(() =>
    db()
      .select(columns)
      .from(users)
      .where(and(isOlderThan(page.before), ...conditionsOf(filter)))
      .orderBy(desc(users.createdAt), desc(users.id))
      .limit(page.limit),
  );
}

/** Every list reads the index on the time from a place in it. */
function isOlderThan(before: string | null) {
  const place = before
    ? sql`(select ${users.createdAt}, ${users.id} from ${users} where ${eq(users.id, before)})`
    : sql`('infinity'::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)`;
  return sql`(${users.createdAt}, ${users.id}) < ${place}`;
}

function conditionsOf({ role, isSuspended: suspended, isWaiting, search }: UserFilter) {
  return [
    role === undefined ? undefined : eq(users.role, role),
    // Conditions by which Postgres sees that a partial index covers them.
    suspended ? sql`${users.suspendedAt} <= now() and ${isSuspended}` : undefined,
    isWaiting ? sql`${users.awaitingApproval}` : undefined,
    search === undefined ? undefined : contains(search.toLowerCase()),
  ];
}

function contains(text: string) {
  return or(
    ...[users.username, users.email, users.name].map(
      (column) => sql`position(${text} in lower(${column})) > 0`,
    ),
  );
}
