import "server-only";
import { isNull, sql } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runQuery } from "@/lib/db/driver/run-query";
import { lockUser } from "@/lib/db/lock-user";
import {
  type LinkCandidates,
  oneRow,
  onlyRow,
  readLinkCandidates,
  selectLinkCandidates,
} from "@/lib/db/sign-in/account-owners";
import { accountUse } from "@/lib/db/sign-in/account-use";
import { isNewDevice } from "@/lib/db/sign-in/new-device";
import { openSession, type SignedInUser } from "@/lib/db/sign-in/open-session";
import { recordSignIn } from "@/lib/db/sign-in/sign-in-entries";
import { identityOf, type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";

export type ReturningSignIn = LinkCandidates & {
  [K in keyof SignedInUser]: SignedInUser[K] | null;
};

/**
 * Signs in the account's user. One statement writes the account, the session and their activity, all
 * or nothing.
 *
 * @returns the user; a null id and the facts for the link policy if the account has no user, or was
 *   disconnected at this moment
 * @throws DatabaseUnavailableError
 */
export async function signInReturningUser(record: SignInRecord): Promise<ReturningSignIn> {
  return runQuery(async () => onlyRow(await returningUser().execute(signInValues(record))));
}

/**
 * The same for a user who may sign in by facts that the statement doesn't check.
 *
 * @param isUnchanged - called with facts that are read once the user is locked
 * @returns null if the facts have changed
 * @throws DatabaseUnavailableError
 */
export function signInReturningUserIf(
  record: SignInRecord,
  userId: string,
  isUnchanged: (candidates: LinkCandidates) => boolean,
): Promise<SignedInUser | null> {
  return runQuery(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, userId);
      if (!isUnchanged(await readLinkCandidates(tx, identityOf(record)))) return null;
      const found = onlyRow(await selectReturningUser(tx).execute(signInValues(record)));
      return found.userId === null ? null : { userId: found.userId, locale: found.locale };
    }),
  );
}

const returningUser = oncePerPool(selectReturningUser);

function selectReturningUser(database: Database) {
  const { owner, account, picture } = accountUse(database);
  const session = openSession(database, account, isNewDevice(database, account.userId));
  const entries = recordSignIn(database, session);
  const candidates = selectLinkCandidates(database).where(isNull(session.userId)).as("candidates");
  return database
    .with(owner, account, picture, session, entries)
    .select({
      userId: session.userId,
      locale: session.locale,
      accountOwner: candidates.accountOwner,
      isOfOtherIssuer: candidates.isOfOtherIssuer,
      addressHolder: candidates.addressHolder,
      isAddressShared: candidates.isAddressShared,
      usernameTaken: candidates.usernameTaken,
      removal: candidates.removal,
      standing: candidates.standing,
      suspendedAccount: candidates.suspendedAccount,
      suspendedAddress: candidates.suspendedAddress,
      invitation: candidates.invitation,
    })
    .from(oneRow)
    .leftJoin(session, sql`true`)
    .leftJoinLateral(candidates, isNull(session.userId))
    .prepare("returning_user");
}
