import "server-only";
import { sql } from "drizzle-orm";
import { takeInvitation } from "@/lib/db/access/take-invitation";
import { type Database, db } from "@/lib/db/driver/client";
import { nullOnConflict } from "@/lib/db/driver/conflict";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { users } from "@/lib/db/schema";
import { addAccount } from "@/lib/db/sign-in/add-account";
import { openSession } from "@/lib/db/sign-in/open-session";
import { recordFirstSignIn } from "@/lib/db/sign-in/sign-in-entries";
import { given, type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";

/**
 * Creates a user for an address that no other user has, and signs them in, in one statement.
 *
 * @param options.takesInvitation - whether that uses up their invitation, in the same transaction
 * @returns the user's id; null if another write took the account, address, username or invitation first
 * @throws DatabaseUnavailableError
 */
export async function signInNewUser(
  record: SignInRecord,
  { takesInvitation = false }: { takesInvitation?: boolean } = {},
): Promise<string | null> {
  const rows = await nullOnConflict(() =>
    takesInvitation ? signInInvited(record) : newUser().execute(signInValues(record)),
  );
  return rows?.[0]?.userId ?? null;
}

function signInInvited(record: SignInRecord) {
  const { email } = record.account;
  return db().transaction(async (tx) => {
    await takeInvitation(tx, { email, tokenHash: record.invitationHash });
    return createUser(tx, "unclaimed").prepare("invited_user").execute(signInValues(record));
  });
}

const newUser = oncePerPool((database) => createUser(database, "unclaimed").prepare("new_user"));

/** What becomes of the address of a new user; see `decideSeparateUserAddress`. */
export type NewUserAddress = "unclaimed" | "take-over" | "leave";

/** Creates a user and signs them in, on a browser that is known from now on. */
export function createUser(database: Database, address: NewUserAddress) {
  const user = database.$with("new_user").as(
    database
      .insert(users)
      .values({
        username: given.username,
        name: given.name,
        email: given.email,
        emailVerified: address === "leave" ? null : sql`now()`,
        emailTakenOver: address === "take-over",
        image: given.image,
      })
      .returning({ id: users.id }),
  );
  const account = addAccount(database, sql`${database.select({ id: user.id }).from(user)}`);
  const session = openSession(database, account);
  const entries = recordFirstSignIn(database, session);
  return database
    .with(user, account, session, entries)
    .select({ userId: session.userId })
    .from(session);
}
