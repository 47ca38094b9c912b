import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { hashDeviceToken } from "@/lib/auth/session/device-cookie";
import { hashToken, isSessionToken } from "@/lib/auth/session/token";
import { db } from "@/lib/db/driver/client";
import { findLiveSession } from "@/lib/db/sessions";
import { findLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { listSessions } from "@/lib/db/user-sessions";
import { emailOf } from "@/scripts/load/users";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { expireRows } from "./expire-rows";
import { fillDatabase } from "./fill-database";
import type { Progress } from "./progress";
import { deviceTokenOf, sessionsPerUser, sessionTokenOf } from "./stored-user";

inOwnDatabase("filled");

const users = 12;

async function shapeOfTables() {
  const constraints = await db().execute(
    sql`select conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace order by conname`,
  );
  const indexes = await db().execute(
    sql`select indexdef from pg_indexes where schemaname = 'public' order by indexname`,
  );
  return [...constraints, ...indexes];
}

it("stores users, accounts and sessions that the app recognises", async () => {
  const before = await shapeOfTables();
  const reported: Progress[] = [];
  const databaseUrl = process.env.DATABASE_URL ?? "";
  await fillDatabase({ databaseUrl, users, onProgress: (progress) => reported.push(progress) });
  expect(reported[0]).toEqual({ what: "users", done: users, total: users });
  expect(await shapeOfTables()).toEqual(before);

  for (const [subject, provider] of [
    ["google-4", "google"],
    ["1000004", "github"],
  ] as const) {
    const owners = await findLinkCandidates({
      provider,
      issuer: "https://issuer.example",
      subject,
      email: emailOf(4),
      username: "person-4",
      accountHashes: [],
      addressHashes: [],
      invitationHash: null,
      concernedUserId: null,
    });
    expect(owners.accountOwner).toEqual(owners.addressHolder?.userId);
    expect(owners.addressHolder?.confirmations).toContainEqual(
      expect.objectContaining({ provider, isRecent: true }),
    );
    expect(owners).toMatchObject({ accountOwner: expect.any(String), usernameTaken: true });
  }
  for (let user = 1; user <= users; user++) {
    for (let session = 1; session <= sessionsPerUser; session++) {
      const token = sessionTokenOf(user, session);
      expect(isSessionToken(token)).toBe(true);
      const found = await findLiveSession(hashToken(token));
      expect(found?.user).toMatchObject({ email: emailOf(user), name: `Person ${user}` });
    }
  }
});

it("records the sign-in and the device of each session", async () => {
  const live = await findLiveSession(hashToken(sessionTokenOf(7, 2)));
  const { id = "", sessionId = "" } = live?.user ?? {};
  expect(await listSessions(id, 100)).toHaveLength(sessionsPerUser);
  const recorded = await db().execute(
    sql`select kind, device_hash from activity where subject_id = ${sessionId}`,
  );
  const device = hashDeviceToken(deviceTokenOf(7, 2));
  expect([...recorded]).toEqual([{ kind: "sign-in", device_hash: device }]);
});

it("expires the given number of rows of each kind", async () => {
  await expireRows({ databaseUrl: process.env.DATABASE_URL ?? "", rows: 20 });
  const [left] = await db().execute(sql`
    select (select count(*)::int from sessions where expires_at < now()) as sessions,
      (select count(*)::int from activity where at < now() - interval '365 days') as activity,
      (select count(*)::int from rate_limits) as limits`);
  expect(left).toEqual({ sessions: 20, activity: 20, limits: 20 });
});
