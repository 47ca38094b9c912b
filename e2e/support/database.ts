import postgres from "postgres";
import type { Account } from "./control";
import { stack } from "./stack";

/** A connection to the stack's database, to inspect rows and to change their times. */
export function database(): postgres.Sql {
  client ??= postgres(stack().databaseUrl, { max: 2, idle_timeout: 5, onnotice: () => {} });
  return client;
}

let client: postgres.Sql | undefined;

/** The rows about a user, found by their accounts and their addresses. */
export async function rowsOf(account: Account, sql = database()): Promise<UserRows> {
  const subjects = [account.google?.sub, account.github?.user.id].filter((id) => id !== undefined);
  const users = await sql<UserRow[]>`
    select * from users
    where email = any(${addressesOf(account)}) or id in (
      select user_id from accounts where provider_account_id = any(${subjects.map(String)})
    )`;
  const ids = users.map((user) => user.id);
  const accounts = await sql<AccountRow[]>`
    select * from accounts where user_id = any(${ids}) order by provider`;
  const sessions = await sql<SessionRow[]>`
    select * from sessions where user_id = any(${ids}) order by created_at`;
  return { users: [...users], accounts: [...accounts], sessions: [...sessions] };
}

/** How many rows each table has about a user. */
export async function countRowsOf(account: Account, sql = database()) {
  const { users, accounts, sessions } = await rowsOf(account, sql);
  return { users: users.length, accounts: accounts.length, sessions: sessions.length };
}

export const noRows = { users: 0, accounts: 0, sessions: 0 };

function addressesOf({ google, github }: Account): string[] {
  const emails = Array.isArray(github?.emails) ? github.emails.map((entry) => entry?.email) : [];
  return [google?.email, ...emails]
    .filter((address) => typeof address === "string")
    .map((address) => address.toLowerCase());
}

type UserRows = { users: UserRow[]; accounts: AccountRow[]; sessions: SessionRow[] };
type UserRow = { id: string; username: string; email: string };
type AccountRow = { provider: string; provider_account_id: string; user_id: string; email: string };
type SessionRow = { id: string; token_hash: string; user_id: string; provider: string };
