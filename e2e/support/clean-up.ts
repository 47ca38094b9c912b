import { randomBytes } from "node:crypto";
import { test } from "@playwright/test";
import type postgres from "postgres";
import { type AppServer, startApp } from "./app-server";
import { openLine } from "./database-line";
import { hashOf } from "./http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./own-database";
import type { TcpForwarder } from "./tcp-forwarder";

export const cleanUpPath = "/api/clean-up";
export const secret = randomBytes(16).toString("hex");
export const bearer = `Bearer ${secret}`;

/** Shares an app with a clean-up token, an empty database, and the line between them. */
export function shareCleanUpApp() {
  const shared = {} as { own: OwnDatabase; line: TcpForwarder; app: AppServer };
  test.beforeAll(async () => {
    shared.own = await createOwnDatabase();
    const { line, url } = await openLine(shared.own.url);
    shared.line = line;
    shared.app = await startApp({
      DATABASE_URL: url,
      CRON_SECRET: secret,
      ACTIVITY_MAX_AGE: "30d",
    });
  });
  test.beforeEach(() => shared.own.sql`truncate users cascade`);
  test.afterAll(async () => {
    await shared.app?.stop();
    await shared.line?.close();
    await shared.own?.drop();
  });
  return shared;
}

export async function createTestUser(sql: postgres.Sql): Promise<string> {
  const name = randomBytes(6).toString("hex");
  const [user] = await sql<{ id: string }[]>`
    insert into users (username, email, email_verified)
    values (${name}, ${`${name}@example.com`}, now()) returning id`;
  return user?.id ?? "";
}

/** @param ends - the idle and the absolute expiry, relative to now */
export async function insertSession(
  sql: postgres.Sql,
  userId: string,
  ends: { idle: string; absolute: string },
) {
  const [session] = await sql<{ id: string }[]>`
    insert into sessions (token_hash, user_id, provider, expires_at, absolute_expires_at)
    values (${hashOf(randomBytes(32).toString("hex"))}, ${userId}, 'google',
      now() + ${ends.idle}::interval, now() + ${ends.absolute}::interval)
    returning id`;
  return session?.id ?? "";
}

export async function insertActivity(
  sql: postgres.Sql,
  userId: string,
  ago: string,
): Promise<string> {
  const [entry] = await sql<{ id: string }[]>`
    insert into activity (user_id, kind, at)
    values (${userId}, 'sign-out', now() - ${ago}::interval) returning id`;
  return entry?.id ?? "";
}

export async function countRows(sql: postgres.Sql) {
  const [count] = await sql<{ sessions: number; activity: number; users: number }[]>`
    select (select count(*)::int from sessions) as sessions,
      (select count(*)::int from activity) as activity, (select count(*)::int from users) as users`;
  return { ...count };
}
