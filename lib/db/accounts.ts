import "server-only";
import { answer } from "@/lib/db/answer";
import { runStatement } from "@/lib/db/run-statement";

export type Owners = {
  accountOwner: string | null;
  addressOwner: string | null;
  addressHolder: string | null;
  usernameTaken: boolean;
};

/** `email` in lower case; null where the provider names none. */
export type Identity = {
  provider: string;
  subject: string;
  email: string | null;
  /** What the person would be called, were they new. */
  username: string;
};

/**
 * The facts of the link policy about an identity that stands in `given`. Two people have one address
 * when a mailbox changed hands: it is whose provider said so last.
 */
export const selectOwners = `select
  (select user_id from accounts
    where provider = given.provider and provider_account_id = given.subject) as "accountOwner",
  (select user_id from accounts
    where email = given.email order by last_used_at desc limit 1) as "addressOwner",
  (select id from users where email = given.email) as "addressHolder",
  exists (select from users where username = given.username) as "usernameTaken"`;

const findByIdentity = `-- owners of an identity
  with given as (
    select $1::text as provider, $2::text as subject, $3::text as email, $4::text as username
  )
  ${selectOwners} from given`;

/**
 * Whose this account is and whose this address, in one statement.
 * @throws DatabaseAwayError
 */
export async function findOwners({
  provider,
  subject,
  email,
  username,
}: Identity): Promise<Owners> {
  const values = [provider, subject, email, username];
  const [owners] = await answer(() => runStatement<Owners>(findByIdentity, values));
  if (!owners) throw new Error("a select from one row answered with none");
  return owners;
}
