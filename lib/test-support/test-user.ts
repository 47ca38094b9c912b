import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { Claims } from "@/lib/auth/providers/claims";
import { hashDeviceToken } from "@/lib/auth/session/device-cookie";
import { createSessionToken } from "@/lib/auth/session/token";
import { db } from "@/lib/db/driver/client";

/** The server of every provider, unless a test is about that. */
export const testIssuer = "https://issuer.example";

export type TestUser = { claims: Claims; email: string };

/** A user with unique values, since test files share one database. */
export function createTestUser(changes: Partial<Claims> = {}): TestUser {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const claims = {
    subject: id,
    email,
    email_verified: true,
    email_authoritative: false,
    name: "Ada Lovelace",
    picture: "https://avatars.githubusercontent.com/u/1",
    ...changes,
  };
  return { claims, email };
}

/** Another account with the user's address. */
export function sameAddress({ claims, email }: TestUser): TestUser {
  return { email, claims: { ...claims, subject: randomUUID() } };
}

/** A verified sign-in of this user, in a new browser by default. */
export function signInOf(user: TestUser, changes: Partial<TestSignIn> = {}): TestSignIn {
  return {
    intent: "sign-in",
    currentUser: null,
    provider: "google",
    issuer: testIssuer,
    claims: user.claims,
    sessionToken: createSessionToken(),
    device: { userAgent: "Mozilla/5.0", ip: "192.0.2.1" },
    deviceHash: hashDeviceToken(createSessionToken()),
    ...changes,
  };
}

export type TestSignIn = VerifiedSignIn & { sessionToken: string };

type Row = Record<string, unknown>;

/** All rows related to the user's address or subject, read without the code under test. */
export async function rowsOf({ claims, email }: TestUser) {
  const users = await db().execute<Row>(
    sql`select * from users where email = ${email.toLowerCase()} or id in
        (select user_id from accounts where provider_account_id = ${claims.subject})`,
  );
  const accounts = await db().execute<Row>(
    sql`select * from accounts where provider_account_id = ${claims.subject}
        or email = ${email.toLowerCase()} or user_id in
        (select id from users where email = ${email.toLowerCase()})`,
  );
  const sessions = await db().execute<Row>(
    sql`select * from sessions where user_id in
        (select user_id from accounts where provider_account_id = ${claims.subject})
        or user_id in (select id from users where email = ${email.toLowerCase()})`,
  );
  return { users: [...users], accounts: [...accounts], sessions: [...sessions] };
}

/** A user's activity, oldest first. */
export async function activityOf(userId: string): Promise<Row[]> {
  return [
    ...(await db().execute<Row>(
      sql`select * from activity where user_id = ${userId} order by at, id`,
    )),
  ];
}
