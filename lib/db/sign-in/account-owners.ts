import "server-only";
import { type RunRawQuery, runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";

/** The user whose own, confirmed address is the identity's address. */
export type AddressHolder = {
  userId: string;
  /** Their accounts that confirmed the address; `isRecent` within `confirmationDays`. */
  confirmations: { provider: string; isRecent: boolean; isAuthoritative: boolean }[];
  /** Whether they have an account at the identity's provider. */
  hasAccountAtProvider: boolean;
};

export type LinkCandidates = {
  accountOwner: string | null;
  addressHolder: AddressHolder | null;
  /**
   * Whether another user has this address too, as their own or on one of their accounts; or had it
   * before the holder did.
   */
  isAddressShared: boolean;
  usernameTaken: boolean;
};

/** `email` is in lower case; null if the provider reports none. */
export type Identity = {
  provider: string;
  subject: string;
  email: string | null;
  /** The username that a new user would get. */
  username: string;
};

/**
 * A confirmation of an address counts for this long. Mailboxes change hands; most providers wait
 * longer than this before they reassign an address.
 */
const confirmationDays = 180;

/** The facts that the link policy needs about the identity in `given`. */
export const selectLinkCandidates = `select
  (select user_id from accounts
    where provider = given.provider and provider_account_id = given.subject) as "accountOwner",
  (select json_build_object(
      'userId', holder.id,
      'confirmations', (select coalesce(json_agg(json_build_object(
          'provider', accounts.provider,
          'isRecent', last_used_at > now() - interval '${confirmationDays} days',
          'isAuthoritative', email_authoritative)), '[]')
        from accounts where user_id = holder.id and email = given.email and email_confirmed),
      'hasAccountAtProvider', exists (select from accounts
        where user_id = holder.id and provider = given.provider))
    from users as holder
    where holder.email = given.email and holder.email_verified is not null) as "addressHolder",
  (select count(distinct user_id) > 1 from (
      select id as user_id from users where email = given.email
      union all select user_id from accounts where email = given.email
    ) as address_users)
    or exists (select from users where email = given.email and email_taken_over) as "isAddressShared",
  exists (select from users where username = given.username) as "usernameTaken"`;

const findByIdentity = `-- link candidates
  with given as (
    select $1::text as provider, $2::text as subject, $3::text as email, $4::text as username
  )
  ${selectLinkCandidates} from given`;

/**
 * Which users have an identity's account and address, in one query.
 * @throws DatabaseUnavailableError
 */
export async function findLinkCandidates(identity: Identity): Promise<LinkCandidates> {
  return runQuery(() => readLinkCandidates(identity, runRawQuery));
}

/** The same within a transaction, called from `runQuery`. */
export async function readLinkCandidates(
  identity: Identity,
  run: RunRawQuery,
): Promise<LinkCandidates> {
  const { provider, subject, email, username } = identity;
  const [candidates] = await run<LinkCandidates>(findByIdentity, [
    provider,
    subject,
    email,
    username,
  ]);
  if (!candidates) throw new Error("a select from one row returned no row");
  return candidates;
}
