import "server-only";
import { sql } from "drizzle-orm";
import { redeemRecovery } from "@/lib/db/access/recoveries";
import { type Database, db } from "@/lib/db/driver/client";
import { ConflictError, nullOnConflict } from "@/lib/db/driver/conflict";
import { lockUser } from "@/lib/db/lock-user";
import { forgetRemovals } from "@/lib/db/removed-accounts";
import { type LinkCandidates, readLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { connectingSignIn } from "@/lib/db/sign-in/connecting-sign-in";
import { isNewDevice } from "@/lib/db/sign-in/new-device";
import type { SignedInUser } from "@/lib/db/sign-in/open-session";
import { identityOf, type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";

export type RecoveryOptions = {
  /** The user whose account is recovered. */
  userId: string;
  /** Of the recovery link, which this uses up. */
  tokenHash: string;
  /** Whether the decision still follows from facts that are read once the user is locked. */
  isStillSo: (candidates: LinkCandidates) => boolean;
};

/**
 * Connects an account that no one has to the user of a recovery link, and signs them in. Where the
 * browser isn't known to be theirs, they may disown the session on a known device: that removes the account.
 *
 * @returns `used` if the link was used, stopped or has expired; null if the facts have changed meanwhile
 * @throws DatabaseUnavailableError
 */
export function signInRecoveredUser(
  record: SignInRecord,
  { userId, tokenHash, isStillSo }: RecoveryOptions,
): Promise<SignedInUser | "used" | null> {
  return nullOnConflict(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, userId);
      const candidates = await readLinkCandidates(tx, identityOf(record, userId));
      if (!isStillSo(candidates)) throw new ConflictError();
      if (!(await redeemRecovery(tx, { userId, tokenHash }))) return "used";
      await forgetRemovals(tx, userId, record.accountHashes);
      const [signedIn] = await recoveredUser(tx, userId).execute(signInValues(record));
      return signedIn ?? null;
    }),
  );
}

function recoveredUser(tx: Database, userId: string) {
  const reason = sql`'recovered'`;
  const addedOnNewDevice = isNewDevice(tx, sql`${userId}::uuid`);
  return connectingSignIn(tx, userId, { name: "recovered_user", reason, addedOnNewDevice });
}
