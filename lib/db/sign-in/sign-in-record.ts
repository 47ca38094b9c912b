import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { accounts, activity, sessions, users } from "@/lib/db/schema";

/** A provider account, as its provider has just described it. */
export type NamedAccount = {
  provider: string;
  /** The server whose account it is. */
  issuer: string;
  providerAccountId: string;
  /** Null if the provider verifies none now: the last verified one then stays, unconfirmed. */
  email: string | null;
  /** Whether the provider runs the address's domain; absent when it doesn't. */
  emailAuthoritative?: boolean;
  image: string | null;
};

/** A sign-in with a provider account whose address is verified. */
export type SignInRecord = {
  account: NamedAccount & { email: string };
  session: {
    tokenHash: string;
    expires: Date;
    absoluteExpires: Date;
    userAgent: string | null;
    ip: string | null;
    place?: string | null;
  };
  /** The hash of the browser's device cookie. */
  deviceHash: string;
  /** The hashes under which the account may be remembered as removed. */
  accountHashes: readonly string[];
  /** The hashes under which the address may be remembered as a suspended user's. */
  addressHashes: readonly string[];
  /** The hash of the token of the visitor's invitation link; null without one. */
  invitationHash: string | null;
  /** What a new user would get. */
  profile: { username: string; name: string | null };
};

/** The values of a sign-in, as parameters of the statements that are prepared for it. */
export const given = {
  provider: parameter("provider", accounts.provider),
  issuer: parameter("issuer", accounts.issuer),
  providerAccountId: parameter("providerAccountId", accounts.providerAccountId),
  email: parameter("email", accounts.email),
  emailAuthoritative: parameter("emailAuthoritative", accounts.emailAuthoritative),
  image: parameter("image", accounts.image),
  username: parameter("username", users.username),
  name: parameter("name", users.name),
  tokenHash: parameter("tokenHash", sessions.sessionToken),
  expires: parameter("expires", sessions.expires),
  absoluteExpires: parameter("absoluteExpires", sessions.absoluteExpires),
  userAgent: parameter("userAgent", sessions.userAgent),
  ip: parameter("ip", sessions.ip),
  place: parameter("place", sessions.place),
  deviceHash: parameter("deviceHash", activity.deviceHash),
  accountHashes: listParameter("accountHashes"),
  addressHashes: listParameter("addressHashes"),
  invitationHash: sql<string | null>`${sql.placeholder("invitationHash")}::text`,
  /** See `Identity`. */
  concernedUserId: sql<string | null>`${sql.placeholder("concernedUserId")}::uuid`,
};

/** A parameter of the column's type. Postgres can't tell the type of one that is only selected. */
function parameter<Column extends PgColumn>(name: string, column: Column) {
  const value = sql.param(sql.placeholder(name), column);
  const type = sql.raw(column.getSQLType());
  return sql`${value}::${type}` as SQL<Column["_"]["data"]>;
}

/** A parameter for a list of hashes: see `hashList`. */
function listParameter(name: string): SQL<string[]> {
  return sql`string_to_array(${sql.placeholder(name)}::text, ',')`;
}

/** The values of an account alone. */
export function accountValues({ emailAuthoritative = false, ...account }: NamedAccount) {
  return { ...account, emailAuthoritative };
}

/** The values of `given`. */
export function signInValues(record: SignInRecord) {
  const { account, session, profile, deviceHash, invitationHash } = record;
  const accountHashes = hashList(record.accountHashes);
  const addressHashes = hashList(record.addressHashes);
  const own = { deviceHash, accountHashes, addressHashes, invitationHash, concernedUserId: null };
  const opened = { ...session, place: session.place ?? null };
  return { ...accountValues(account), ...profile, ...opened, ...own } satisfies Record<
    keyof typeof given,
    unknown
  >;
}

/** The value of a list of hashes; base64url has no comma. */
export function hashList(hashes: readonly string[]): string {
  return hashes.join(",");
}

/**
 * What the link policy asks about.
 * @param concernedUserId - see `Identity`
 */
export function identityOf(record: SignInRecord, concernedUserId: string | null = null) {
  const { account, profile, accountHashes, addressHashes, invitationHash } = record;
  const { provider, issuer, providerAccountId: subject, email } = account;
  return {
    ...{ provider, issuer, subject, email, username: profile.username },
    ...{ accountHashes, addressHashes, invitationHash, concernedUserId },
  };
}
