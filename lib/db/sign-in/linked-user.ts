import "server-only";
import { sql } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { nullOnConflict } from "@/lib/db/driver/conflict";
import { lockUser } from "@/lib/db/lock-user";
import { type LinkCandidates, readLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { connectingSignIn } from "@/lib/db/sign-in/connecting-sign-in";
import { isNewDevice } from "@/lib/db/sign-in/new-device";
import type { SignedInUser } from "@/lib/db/sign-in/open-session";
import { identityOf, type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";

/**
 * Connects the account to the user whose address it has, and signs them in.
 *
 * @param mayStillLink - called with facts read once the user is locked: if two accounts with one
 *   address arrive at once, the second sees the first
 * @returns null if it may not, or the user is gone
 * @throws DatabaseUnavailableError
 */
export function signInLinkedUser(
  record: SignInRecord,
  userId: string,
  mayStillLink: (candidates: LinkCandidates) => boolean,
): Promise<SignedInUser | null> {
  return nullOnConflict(() =>
    db().transaction(async (tx) => {
      await lockUser(tx, userId);
      if (!mayStillLink(await readLinkCandidates(tx, identityOf(record)))) return null;
      const [signedIn] = await linkedUser(tx, userId).execute(signInValues(record));
      return signedIn ?? null;
    }),
  );
}

function linkedUser(tx: Database, userId: string) {
  const reason = sql`'by-address'`;
  const addedOnNewDevice = isNewDevice(tx, sql`${userId}::uuid`);
  return connectingSignIn(tx, userId, { name: "linked_user", reason, addedOnNewDevice });
}
