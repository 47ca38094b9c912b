import "server-only";
import { ConflictError, nullOnConflict, statementsUnlessOvertaken } from "@/lib/db/driver/conflict";
import { runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";
import {
  type LinkCandidates,
  readOwners,
  selectLinkCandidates,
} from "@/lib/db/sign-in/account-owners";
import type { NamedAccount } from "@/lib/db/sign-in/account-use";
import * as statements from "@/lib/db/sign-in/sign-in-sql";
import { redeemTokenStatement } from "@/lib/db/used-tokens";

/** A sign-in by a provider account whose address is verified. */
export type SignInRecord = {
  account: NamedAccount & { email: string };
  session: {
    /** The hash, never the token. */
    sessionToken: string;
    expires: Date;
    absoluteExpires: Date;
    userAgent: string | null;
    ip: string | null;
  };
  /** The hash of the browser's device cookie. */
  deviceHash: string;
  /** What a person would have who is new. */
  profile: { username: string; name: string | null };
};

const signInKnown = statements.signInKnown(`${selectLinkCandidates} where entered.user_id is null`);

type KnownAccount = LinkCandidates & { userId: string | null };

/**
 * Lets in whose account it is: account, session and what there is to note of them are written in one
 * statement, together or not at all.
 *
 * @returns `userId`, whose it was; null and the facts of the link policy when it is nobody's, or was
 *   disconnected at this moment
 * @throws DatabaseUnavailableError
 */
export async function recordReturningUser(record: SignInRecord): Promise<KnownAccount> {
  const values = valuesOf(record, null);
  const [known] = await runQuery(() => runRawQuery<KnownAccount>(signInKnown, values));
  if (!known) throw new Error("a select from one row answered with none");
  return known;
}

/**
 * Makes a person and lets them in, in one statement as well.
 * @returns the person's id; null when somebody else wrote the same person or account first
 * @throws DatabaseUnavailableError
 */
export function recordNewUser(record: SignInRecord): Promise<string | null> {
  return signIn(statements.signInNew("unclaimed"), valuesOf(record, null));
}

/**
 * Connects the account to the user whose address it has, and signs them in.
 *
 * @param isStillSo - asked with facts that are read once the user is locked: of two accounts with one
 *   address that arrive at once, the second finds the first
 * @returns null when it is no longer so, or the user is gone
 * @throws DatabaseUnavailableError
 */
export function recordLinkedUser(
  record: SignInRecord,
  userId: string,
  isStillSo: (owners: LinkCandidates) => boolean,
): Promise<string | null> {
  return statementsUnlessOvertaken(async (run) => {
    await run(lockUser, [userId]);
    if (!isStillSo(await readOwners(identityOf(record), run))) return null;
    const [entered] = await run<{ userId: string }>(
      statements.signInLinked,
      valuesOf(record, userId),
    );
    return entered?.userId ?? null;
  });
}

const lockUser = `-- lock of a user
  select id from users where id = $1 for no key update`;

export type NewUserOptions = {
  /** Id of the pending link that this uses up. */
  pendingLink: string;
  /** Id of the user whose address it is so far. */
  holder: string | null;
  /** What becomes of it: see `decideNewAccountAddress`. */
  address: Parameters<typeof statements.signInNew>[0];
  /** Whether the decision still follows from facts that are read once the holder is locked. */
  isStillSo: (candidates: LinkCandidates) => boolean;
};

/**
 * Creates a user for the account of a pending link, though another user has its address, and signs
 * them in.
 *
 * @returns `used` when the link was used before; null when the facts have changed meanwhile
 * @throws DatabaseUnavailableError
 */
export function recordNewAccount(
  record: SignInRecord,
  { pendingLink, holder, address, isStillSo }: NewUserOptions,
): Promise<{ userId: string } | "used" | null> {
  const { provider, email } = record.account;
  return statementsUnlessOvertaken(async (run) => {
    if ((await run(redeemTokenStatement, [pendingLink])).length === 0) return "used";
    await run(lockUser, [holder]);
    if (!isStillSo(await readOwners(identityOf(record), run))) throw new ConflictError();
    if (address === "take-over") await run(releaseAddress, [holder, email, provider]);
    const text = statements.signInNew(address);
    const [entered] = await run<{ userId: string }>(text, valuesOf(record, null));
    return entered ?? null;
  });
}

/**
 * The former user keeps the address, unconfirmed, and so does every account that has it. Their activity
 * says nothing of where the new user is.
 */
const releaseAddress = `-- release of an address
  with released as (
    update users set email_verified = null
    where id = $1 and email = $2 and email_verified is not null
    returning id
  ), unconfirmed as (
    update accounts set email_confirmed = false where email = $2
  )
  insert into activity (user_id, kind, provider)
  select id, 'address-released', $3::text from released`;

function identityOf({ account, profile }: SignInRecord) {
  const { provider, providerAccountId: subject, email } = account;
  return { provider, subject, email, username: profile.username };
}

async function signIn(text: string, values: ReturnType<typeof valuesOf>): Promise<string | null> {
  const rows = await nullOnConflict(() => runRawQuery<{ userId: string }>(text, values));
  return rows?.[0]?.userId ?? null;
}

function valuesOf({ account, session, deviceHash, profile }: SignInRecord, userId: string | null) {
  return statements.valuesOf({
    userId,
    provider: account.provider,
    subject: account.providerAccountId,
    email: account.email,
    emailAuthoritative: String(account.emailAuthoritative ?? false),
    image: account.image,
    username: profile.username,
    name: profile.name,
    tokenHash: session.sessionToken,
    expires: session.expires.toISOString(),
    absoluteExpires: session.absoluteExpires.toISOString(),
    userAgent: session.userAgent,
    ip: session.ip,
    deviceHash,
  });
}
