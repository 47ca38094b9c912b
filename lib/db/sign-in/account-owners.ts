import "server-only";
import { and, eq, exists, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  type StoredStanding,
  type StoredSuspension,
  selectStanding,
} from "@/lib/db/access/standing";
import { selectIdentitySuspension } from "@/lib/db/access/suspended-identities";
import { selectInvitation } from "@/lib/db/access/take-invitation";
import { type Confirmation, selectConfirmations } from "@/lib/db/address-confirmations";
import type { Database } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runQuery } from "@/lib/db/driver/run-query";
import { selectReservation } from "@/lib/db/released-usernames";
import { selectLatestRemoval } from "@/lib/db/removed-accounts";
import { accounts, users } from "@/lib/db/schema";
import { isGivenAccount, isOfGivenIssuer, isOfOtherIssuer } from "@/lib/db/sign-in/account-use";
import { given, hashList } from "@/lib/db/sign-in/sign-in-record";

/** The user whose own, confirmed address is the identity's address. */
export type AddressHolder = {
  userId: string;
  confirmations: Confirmation[];
  /** Whether they have an account at the identity's provider. */
  hasAccountAtProvider: boolean;
};

export type LinkCandidates = {
  accountOwner: string | null;
  /** Whether an account of another issuer has this provider and subject: see `Provider.issuer`. */
  isOfOtherIssuer: boolean;
  addressHolder: AddressHolder | null;
  /**
   * Whether another user has this address too, as their own or on one of their accounts; or had it
   * before the holder did.
   */
  isAddressShared: boolean;
  /** Whether another user has the username, or gave it up not long ago. */
  usernameTaken: boolean;
  /** The latest removal of this account within 90 days, from a user who still exists. */
  removal: { id: string; userId: string } | null;
  /** The user whom the sign-in concerns: the given one, or who has the account, or its address. */
  standing: StoredStanding | null;
  /** The suspension of a user who had this account, or this address. */
  suspendedAccount: StoredSuspension | null;
  suspendedAddress: StoredSuspension | null;
  /** The visitor's invitation: see `Invitation` of decide-access.ts. */
  invitation: "usable" | "of-another-address" | "unusable" | null;
};

/** `email` is in lower case; null if the provider reports none. */
export type Identity = {
  provider: string;
  issuer: string;
  subject: string;
  email: string | null;
  /** The username that a new user would get. */
  username: string;
  /** The hashes under which the account may be remembered as removed, or as a suspended user's. */
  accountHashes: readonly string[];
  /** The hashes under which the address may be remembered as a suspended user's. */
  addressHashes: readonly string[];
  /** The hash of the token of the visitor's invitation link; null without one. */
  invitationHash: string | null;
  /** The user whom the sign-in concerns, if that is known already; null if the account or address tells. */
  concernedUserId: string | null;
};

/** A row without columns: Drizzle has no `select` without `from`. */
export const oneRow = sql`(select) as one_row`;

/** The facts that the link policy needs about the given identity, in one row. */
export function selectLinkCandidates(database: Database) {
  const owner = database.select({ id: accounts.userId }).from(accounts).where(isGivenAccount);
  const other = database.select({ id: accounts.id }).from(accounts).where(isOfOtherIssuer);
  const named = database
    .select({ id: users.id })
    .from(users)
    .where(eq(users.username, given.username));
  const reserved = selectReservation(database, given.username);
  const removal = selectLatestRemoval(database, given.accountHashes);
  const holder = database
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, given.email), isNotNull(users.emailVerified)));
  const concerned = sql`coalesce(${given.concernedUserId}, (${owner}), (${holder}))`;
  const invitee = { email: given.email, tokenHash: given.invitationHash };
  return database
    .select({
      accountOwner: sql<string | null>`${owner}`.as("account_owner_id"),
      isOfOtherIssuer: sql<boolean>`${exists(other)}`.as("is_of_other_issuer"),
      addressHolder: sql<AddressHolder | null>`${addressHolder(database)}`.as("address_holder"),
      isAddressShared: isAddressShared(database).as("is_address_shared"),
      usernameTaken: sql<boolean>`(${exists(named)} or ${exists(reserved)})`.as("username_taken"),
      removal: sql<LinkCandidates["removal"]>`${removal}`.as("removal"),
      standing: sql<StoredStanding | null>`${selectStanding(database, concerned)}`.as("standing"),
      suspendedAccount: suspensionOf(database, given.accountHashes).as("suspended_account"),
      suspendedAddress: suspensionOf(database, given.addressHashes).as("suspended_address"),
      invitation: sql<LinkCandidates["invitation"]>`${selectInvitation(database, invitee)}`.as(
        "invitation",
      ),
    })
    .from(oneRow);
}

function suspensionOf(database: Database, hashes: SQL<string[]>) {
  return sql<StoredSuspension | null>`${selectIdentitySuspension(database, hashes)}`;
}

function addressHolder(database: Database) {
  const holder = alias(users, "holder");
  const atProvider = database
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.userId, holder.id), eq(accounts.provider, given.provider), isOfGivenIssuer),
    );
  return database
    .select({
      facts: sql`json_build_object(
        'userId', ${holder.id},
        'confirmations', ${selectConfirmations(database, holder.id, given.email)},
        'hasAccountAtProvider', ${exists(atProvider)})`,
    })
    .from(holder)
    .where(and(eq(holder.email, given.email), isNotNull(holder.emailVerified)));
}

function isAddressShared(database: Database) {
  const owners = database
    .select({ userId: users.id })
    .from(users)
    .where(eq(users.email, given.email))
    .unionAll(
      database
        .select({ userId: accounts.userId })
        .from(accounts)
        .where(
          and(
            eq(accounts.email, given.email),
            or(ne(accounts.provider, given.provider), isOfGivenIssuer),
          ),
        ),
    )
    .as("address_users");
  const several = database
    .select({ several: sql`count(distinct ${owners.userId}) > 1` })
    .from(owners);
  const takenOver = database
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.email, given.email), eq(users.emailTakenOver, true)));
  return sql<boolean>`(${several} or ${exists(takenOver)})`;
}

/**
 * Which users have an identity's account and address, in one query.
 * @throws DatabaseUnavailableError
 */
export async function findLinkCandidates(identity: Identity): Promise<LinkCandidates> {
  return runQuery(async () => onlyRow(await linkCandidates().execute(identityValues(identity))));
}

const linkCandidates = oncePerPool((database) =>
  selectLinkCandidates(database).prepare("link_candidates"),
);

/** The same within a transaction, called from `runQuery`. */
export async function readLinkCandidates(
  tx: Database,
  identity: Identity,
): Promise<LinkCandidates> {
  const query = selectLinkCandidates(tx).prepare("link_candidates");
  return onlyRow(await query.execute(identityValues(identity)));
}

function identityValues({ subject: providerAccountId, ...identity }: Identity) {
  const accountHashes = hashList(identity.accountHashes);
  const addressHashes = hashList(identity.addressHashes);
  return { ...identity, providerAccountId, accountHashes, addressHashes };
}

/** The row of a query that returns exactly one. */
export function onlyRow<Row>([row]: Row[]): Row {
  if (!row) throw new Error("a select from one row returned no row");
  return row;
}
