import { type SQL, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  freshContext,
  minutesFromNow,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { deleteActivityBefore } from "./activity";
import { db } from "./driver/client";
import { activity, sessions } from "./schema";
import { deleteExpiredSessions } from "./sessions";
import { endOtherSessionsOf } from "./user-sessions";

// A database of its own: in the shared one, other test files' rows would be deleted too.
inOwnDatabase("clean_up");

async function remaining(table: typeof sessions | typeof activity) {
  return (await db().select({ id: table.id }).from(table)).map(({ id }) => id);
}

describe("the clean-up of expired sessions", () => {
  const past = minutesFromNow(-1);
  const overdue = [
    { expires: past },
    { absoluteExpires: past },
    { expires: past, absoluteExpires: past },
  ];

  it("deletes those past either expiry, and at most as many at a time as the limit", async () => {
    const userId = await storeUser();
    const live = [await storeSession(userId), await storeSession(userId)];
    for (const ends of [...overdue, ...overdue]) await storeSession(userId, ends);
    expect(await deleteExpiredSessions(2)).toBe(2);
    expect(await remaining(sessions)).toHaveLength(live.length + 4);
    expect(await deleteExpiredSessions(10)).toBe(4);
    expect((await remaining(sessions)).sort()).toEqual(live.sort());
    expect(await deleteExpiredSessions(10)).toBe(0);
    expect(await remaining(sessions)).toHaveLength(live.length);
  });
});

describe("the clean-up of old activity", () => {
  it("deletes older entries, and at most as many at a time as the limit", async () => {
    const userId = await storeUser();
    const store = async (minutes: number[]) => {
      const entry = { userId, kind: "sign-in" as const };
      const entries = minutes.map((ago) => ({ ...entry, at: minutesFromNow(-ago) }));
      return db().insert(activity).values(entries).returning({ id: activity.id });
    };
    const young = (await store([1, 2, 9])).map(({ id }) => id);
    await store([11, 12, 13, 14, 15]);
    const moment = minutesFromNow(-10);
    expect(await deleteActivityBefore(moment, 2)).toBe(2);
    expect(await remaining(activity)).toHaveLength(young.length + 3);
    expect(await deleteActivityBefore(moment, 10)).toBe(3);
    expect((await remaining(activity)).sort()).toEqual(young.sort());
    expect(await deleteActivityBefore(moment, 10)).toBe(0);
    expect(await remaining(activity)).toHaveLength(young.length);
  });
});

describe("a clean-up alongside other transactions", () => {
  /** Runs `meanwhile` while another transaction holds the rows that `rows` locks. */
  async function holding(rows: SQL, meanwhile: () => Promise<void>) {
    await db().transaction(async (tx) => {
      await tx.execute(rows);
      await meanwhile();
    });
  }

  it("skips a session that another transaction has locked", async () => {
    const userId = await storeUser();
    const past = minutesFromNow(-1);
    const held = await storeSession(userId, { expires: past });
    for (let rest = 0; rest < 3; rest++) await storeSession(userId, { expires: past });
    await holding(sql`select from sessions where id = ${held} for update`, async () => {
      expect(await deleteExpiredSessions(10)).toBe(3);
      expect(await deleteExpiredSessions(10)).toBe(0);
    });
    expect(await deleteExpiredSessions(10)).toBe(1);
  });

  it("never waits for another clean-up: each deletes different rows", async () => {
    const userId = await storeUser();
    for (let old = 0; old < 6; old++) {
      await storeSession(userId, { expires: minutesFromNow(-1) });
    }
    const batch = sql`delete from sessions where id in (
      select id from sessions where expires_at < now() order by expires_at limit 2)`;
    await holding(batch, async () => {
      expect(await deleteExpiredSessions(3)).toBe(3);
      expect(await deleteExpiredSessions(3)).toBe(1);
    });
    expect(await deleteExpiredSessions(3)).toBe(0);
  });

  it("never makes a sign-in or a user's action wait", async () => {
    const userId = await storeUser();
    const live = await storeSession(userId);
    await storeSession(userId, { expires: minutesFromNow(-1) });
    await holding(sql`delete from sessions where expires_at < now()`, async () => {
      const opened = await storeSession(userId);
      expect(await endOtherSessionsOf(freshContext(userId, live))).toBe(1);
      expect(await remaining(sessions)).not.toContain(opened);
    });
  });
});
