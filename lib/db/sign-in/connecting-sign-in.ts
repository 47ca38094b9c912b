import "server-only";
import type { SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { addAccount } from "@/lib/db/sign-in/add-account";
import { isNewDevice } from "@/lib/db/sign-in/new-device";
import { openSession } from "@/lib/db/sign-in/open-session";
import { recordConnectingSignIn } from "@/lib/db/sign-in/sign-in-entries";

type ConnectingSignIn = {
  /** Of the prepared statement. */
  name: string;
  /** Why the account was connected, for the activity: a literal of SQL. */
  reason: SQL;
  /** See `addAccount`. */
  addedOnNewDevice?: SQL;
};

/** Connects the given account to an existing user, opens their session, and records both. */
export function connectingSignIn(
  tx: Database,
  userId: string,
  { name, reason, addedOnNewDevice }: ConnectingSignIn,
) {
  const account = addAccount(tx, userId, addedOnNewDevice);
  const session = openSession(tx, account, isNewDevice(tx, account.userId));
  const entries = recordConnectingSignIn(tx, session, { account, reason });
  return tx
    .with(account, session, entries)
    .select({ userId: session.userId, locale: session.locale })
    .from(session)
    .prepare(name);
}
