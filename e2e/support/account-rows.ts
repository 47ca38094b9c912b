import { randomBytes } from "node:crypto";
import type { Account } from "./control";
import { database, rowsOf } from "./database";
import { type HttpVisitor, hashOf } from "./http-visitor";

/** The id of the one user that an account at the providers belongs to. */
export async function userIdOf(account: Account): Promise<string> {
  const { users } = await rowsOf(account);
  const [user, ...others] = users;
  if (!user || others.length > 0) throw new Error(`Expected one user, found ${users.length}.`);
  return user.id;
}

/** A user's activity, oldest first. */
export async function activityRows(account: Account): Promise<ActivityRow[]> {
  return database()<ActivityRow[]>`
    select * from activity where user_id = ${await userIdOf(account)} order by at, id`;
}

export async function activityKinds(account: Account): Promise<string[]> {
  return (await activityRows(account)).map(({ kind }) => kind);
}

/** Makes the session's authentication too old for actions that need a fresh one (five minutes). */
export async function ageSignIn(visitor: HttpVisitor): Promise<void> {
  await database()`
    update sessions set authenticated_at = now() - interval '6 minutes'
    where token_hash = ${hashOf(visitor.sessionToken())}`;
}

/**
 * Inserts sessions that no browser holds. One with `new_device` also gets the activity entry that
 * asks the user whether it was them.
 */
export async function insertSessions(userId: string, drafts: SessionDraft[]): Promise<string[]> {
  const rows = drafts.map((draft) => ({
    token_hash: hashOf(randomBytes(32).toString("base64url")),
    user_id: userId,
    provider: "google",
    ip: "203.0.113.7",
    user_agent: null,
    new_device: false,
    created_at: new Date(),
    last_seen_at: new Date(),
    expires_at: inDays(1),
    absolute_expires_at: inDays(2),
    ...draft,
  }));
  const sql = database();
  const inserted = await sql<{ id: string }[]>`insert into sessions ${sql(rows)} returning id`;
  const ids = inserted.map(({ id }) => id);
  await sql`
    insert into activity (user_id, kind, at, provider, subject_id, ip, user_agent, detail, unanswered)
    select user_id, 'sign-in', created_at, provider, id, ip, user_agent, 'new-device', true
    from sessions where id = any(${ids}) and new_device`;
  return ids;
}

/** A date so many days ahead; in the past if negative. */
export function inDays(days: number): Date {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000);
}

export type SessionRow = {
  id: string;
  user_id: string;
  user_agent: string | null;
  ip: string | null;
  new_device: boolean;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  absolute_expires_at: Date;
};

export type ActivityRow = {
  id: string;
  user_id: string;
  kind: string;
  at: Date;
  provider: string | null;
  subject_id: string | null;
  detail: string | null;
  user_agent: string | null;
  ip: string | null;
};

type SessionDraft = Partial<Omit<SessionRow, "id" | "user_id">>;
