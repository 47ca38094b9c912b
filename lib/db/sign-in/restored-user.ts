import "server-only";
import { sql } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { ConflictError, nullOnConflict } from "@/lib/db/driver/conflict";
import { lockUser } from "@/lib/db/lock-user";
import { forgetRemovals, readRemoval } from "@/lib/db/removed-accounts";
import { type LinkCandidates, readLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { connectingSignIn } from "@/lib/db/sign-in/connecting-sign-in";
import type { SignedInUser } from "@/lib/db/sign-in/open-session";
import { identityOf, type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";
import { redeemToken } from "@/lib/db/used-tokens";

export type RestoreOptions = {
  /** Id of the pending link that this redeems. */
  pendingLink: string;
  /** Id of the removal that is undone. */
  removal: string;
  /** The user from whom the account was removed. */
  userId: string;
  /** Whether the user may sign in here, by facts that are read once they are locked. */
  isStillAllowed: (candidates: LinkCandidates) => boolean;
};

/**
 * Connects a removed account to its user again and signs them in, on a browser that was known to be
 * theirs before the removal. The removal must be the account's latest, and the account no one's.
 *
 * @returns `used` if not, or if the link was used before; null if the facts changed meanwhile
 * @throws DatabaseUnavailableError
 */
export function signInRestoredUser(
  record: SignInRecord,
  { pendingLink, removal: id, userId, isStillAllowed }: RestoreOptions,
): Promise<SignedInUser | "used" | null> {
  return nullOnConflict(() =>
    db().transaction(async (tx) => {
      if (!(await redeemToken(tx, pendingLink))) return "used";
      await lockUser(tx, userId);
      const candidates = await readLinkCandidates(tx, identityOf(record, userId));
      if (!isStillAllowed(candidates)) throw new ConflictError();
      const { accountOwner, removal } = candidates;
      if (accountOwner || removal?.id !== id) return "used";
      const { deviceHash, accountHashes } = record;
      const described = await readRemoval(tx, { id, userId, deviceHash });
      if (!described?.isKnownDevice) return "used";
      await forgetRemovals(tx, userId, accountHashes);
      const [signedIn] = await restoredUser(tx, userId).execute(signInValues(record));
      return signedIn ?? null;
    }),
  );
}

function restoredUser(tx: Database, userId: string) {
  const reason = sql`'restored'`;
  return connectingSignIn(tx, userId, { name: "restored_user", reason });
}
