import "server-only";
import { ConflictError, nullOnConflict, runRawTransaction } from "@/lib/db/driver/conflict";
import { runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";
import {
  type LinkCandidates,
  readLinkCandidates,
  selectLinkCandidates,
} from "@/lib/db/sign-in/account-owners";
import type { NamedAccount } from "@/lib/db/sign-in/account-use";
import * as statements from "@/lib/db/sign-in/sign-in-sql";
import { redeemTokenSql } from "@/lib/db/used-tokens";

/** A sign-in with a provider account whose address is verified. */
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
  /** What a new user would get. */
  profile: { username: string; name: string | null };
};

const signInReturning = statements.signInReturning(
  `${selectLinkCandidates} where signed_in.user_id is null`,
);

type ReturningSignIn = LinkCandidates & { userId: string | null };

/**
 * Signs in the account's user. One statement writes the account, the session and their activity, all
 * or nothing.
 *
 * @returns the user's id; null and the facts for the link policy if the account has no user, or was
 *   disconnected at this moment
 * @throws DatabaseUnavailableError
 */
export async function recordReturningUser(record: SignInRecord): Promise<ReturningSignIn> {
  const values = valuesOf(record, null);
  const [signedIn] = await runQuery(() => runRawQuery<ReturningSignIn>(signInReturning, values));
  if (!signedIn) throw new Error("a select from one row returned no row");
  return signedIn;
}

/**
 * Creates a user and signs them in, also in one statement.
 * @returns the user's id; null if another write took the account, address or username first
 * @throws DatabaseUnavailableError
 */
export function recordNewUser(record: SignInRecord): Promise<string | null> {
  return signIn(statements.signInNew("unclaimed"), valuesOf(record, null));
}

/**
 * Connects the account to the user whose address it has, and signs them in.
 *
 * @param mayStillLink - called with facts read once the user is locked: if two accounts with one
 *   address arrive at once, the second sees the first
 * @returns null if it may not, or the user is gone
 * @throws DatabaseUnavailableError
 */
export function recordLinkedUser(
  record: SignInRecord,
  userId: string,
  mayStillLink: (candidates: LinkCandidates) => boolean,
): Promise<string | null> {
  return runRawTransaction(async (run) => {
    await run(lockUserSql, [userId]);
    if (!mayStillLink(await readLinkCandidates(identityOf(record), run))) return null;
    const [signedIn] = await run<{ userId: string }>(
      statements.signInLinked,
      valuesOf(record, userId),
    );
    return signedIn?.userId ?? null;
  });
}

const lockUserSql = `-- lock user
  select id from users where id = $1 for no key update`;

export type NewUserOptions = {
  /** Id of the pending link that this redeems. */
  pendingLink: string;
  /** Id of the user whose address it is so far. */
  holder: string | null;
  /** What becomes of it: see `decideNewAccountAddress`. */
  address: Parameters<typeof statements.signInNew>[0];
  /** Whether the decision still follows from facts that are read once the holder is locked. */
  isStillSo: (candidates: LinkCandidates) => boolean;
};

/**
 * Creates a user for a pending link's account, although another user has its address, and signs them
 * in.
 *
 * @returns `used` if the link was used before; null if the facts have changed meanwhile
 * @throws DatabaseUnavailableError
 */
export function recordNewAccount(
  record: SignInRecord,
  { pendingLink, holder, address, isStillSo }: NewUserOptions,
): Promise<{ userId: string } | "used" | null> {
  const { provider, email } = record.account;
  return runRawTransaction(async (run) => {
    if ((await run(redeemTokenSql, [pendingLink])).length === 0) return "used";
    await run(lockUserSql, [holder]);
    if (!isStillSo(await readLinkCandidates(identityOf(record), run))) throw new ConflictError();
    if (address === "take-over") await run(releaseAddress, [holder, email, provider]);
    const text = statements.signInNew(address);
    const [signedIn] = await run<{ userId: string }>(text, valuesOf(record, null));
    return signedIn ?? null;
  });
}

/**
 * The former user keeps the address, unconfirmed, and so does every account that has it. Their activity
 * says nothing of where the new user is.
 */
const releaseAddress = `-- release address
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
