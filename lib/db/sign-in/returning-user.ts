import "server-only";
import { isNull, sql } from "drizzle-orm";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runQuery } from "@/lib/db/driver/run-query";
import {
  type LinkCandidates,
  oneRow,
  onlyRow,
  selectLinkCandidates,
} from "@/lib/db/sign-in/account-owners";
import { accountUse } from "@/lib/db/sign-in/account-use";
import { isNewDevice } from "@/lib/db/sign-in/new-device";
import { openSession } from "@/lib/db/sign-in/open-session";
import { recordSignIn } from "@/lib/db/sign-in/sign-in-entries";
import { type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";

export type ReturningSignIn = LinkCandidates & { userId: string | null };

/**
 * Signs in the account's user. One statement writes the account, the session and their activity, all
 * or nothing.
 *
 * @returns the user's id; null and the facts for the link policy if the account has no user, or was
 *   disconnected at this moment
 * @throws DatabaseUnavailableError
 */
export async function signInReturningUser(record: SignInRecord): Promise<ReturningSignIn> {
  return runQuery(async () => onlyRow(await returningUser().execute(signInValues(record))));
}

const returningUser = oncePerPool((database) => {
  const { owner, account, picture } = accountUse(database);
  const session = openSession(database, account, isNewDevice(database, account.userId));
  const entries = recordSignIn(database, session);
  const candidates = selectLinkCandidates(database).where(isNull(session.userId)).as("candidates");
  return database
    .with(owner, account, picture, session, entries)
    .select({
      userId: session.userId,
      accountOwner: candidates.accountOwner,
      isOfOtherIssuer: candidates.isOfOtherIssuer,
      addressHolder: candidates.addressHolder,
      isAddressShared: candidates.isAddressShared,
      usernameTaken: candidates.usernameTaken,
      removal: candidates.removal,
    })
    .from(oneRow)
    .leftJoin(session, sql`true`)
    .leftJoinLateral(candidates, isNull(session.userId))
    .prepare("returning_user");
});
