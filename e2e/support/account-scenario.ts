import { randomBytes } from "node:crypto";
import { insertSessions, userIdOf } from "./account-rows";
import { type Account, control } from "./control";
import { database } from "./database";
import { HttpVisitor } from "./http-visitor";
import { sessionId } from "./visitor-rows";

/** A signed-in user with everything that an account can have, and another user with the same. */
export type AccountScenario = {
  account: Account;
  visitor: HttpVisitor;
  own: Rows;
  otherUser: Rows;
};

type Rows = {
  userId: string;
  username: string;
  /** Connected accounts; the GitHub one has another address than the user. */
  googleId: string;
  githubId: string;
  /** A newer session on an unknown device. */
  newSession: string;
  /** The current session of the signed-in user; the oldest one of the other user. */
  session: string;
  /** The sign-in that made its device known. */
  knownDevice: string;
};

export async function createScenario(visitor = new HttpVisitor()): Promise<AccountScenario> {
  const account = await control.createAccount({ google: {}, github: {} });
  await visitor.signIn("google", account);
  const userId = await userIdOf(account);
  const session = await sessionId(visitor);
  const knownDevice = await knownDeviceOf(userId);
  const own = { ...(await completeUser(userId)), session, knownDevice };
  return { account, visitor, own, otherUser: await createOtherUser() };
}

/** All rows about both users, for comparison. */
export async function stored({ own, otherUser }: AccountScenario) {
  const ids = [own.userId, otherUser.userId];
  const sql = database();
  return {
    users: [...(await sql`select * from users where id = any(${ids}) order by id`)],
    accounts: [...(await sql`select * from accounts where user_id = any(${ids}) order by id`)],
    sessions: [...(await sql`select * from sessions where user_id = any(${ids}) order by id`)],
    activity: [...(await sql`select * from activity where user_id = any(${ids}) order by at, id`)],
  };
}

async function completeUser(userId: string): Promise<Omit<Rows, "session" | "knownDevice">> {
  const sql = database();
  const other = randomBytes(6).toString("hex");
  await sql`
    insert into accounts (user_id, provider, provider_account_id, email)
    values (${userId}, 'github', ${other}, ${`${other}@example.com`})`;
  const connected = await sql<{ id: string; provider: string; username: string }[]>`
    select accounts.id, provider, username from accounts join users on users.id = user_id
    where user_id = ${userId}`;
  const idAt = (provider: string) => connected.find((row) => row.provider === provider)?.id ?? "";
  const [newSession = ""] = await insertSessions(userId, [{ new_device: true }]);
  const username = connected[0]?.username ?? "";
  return { userId, username, googleId: idAt("google"), githubId: idAt("github"), newSession };
}

async function createOtherUser(): Promise<Rows> {
  const sql = database();
  const name = randomBytes(6).toString("hex");
  const [user] = await sql<{ id: string }[]>`
    insert into users (username, email, email_verified)
    values (${name}, ${`${name}@example.com`}, now()) returning id`;
  const userId = user?.id ?? "";
  await sql`
    insert into accounts (user_id, provider, provider_account_id, email)
    values (${userId}, 'google', ${name}, ${`${name}@example.com`})`;
  const [session = ""] = await insertSessions(userId, [{}]);
  await sql`
    insert into activity (user_id, kind, subject_id, device_hash)
    values (${userId}, 'sign-in', ${session}, ${name})`;
  const knownDevice = await knownDeviceOf(userId);
  return { ...(await completeUser(userId)), session, knownDevice };
}

/** The id of a user's only sign-in so far. */
async function knownDeviceOf(userId: string): Promise<string> {
  const [signIn] = await database()<{ id: string }[]>`
    select id from activity where user_id = ${userId} and kind = 'sign-in'`;
  return signIn?.id ?? "";
}
