import { describe, expect, it } from "vitest";
import { minutesFromNow, storePerson, storeSession } from "@/lib/test-support/stored-person";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { deleteActivityBefore } from "./activity";
import { db } from "./client";
import { activity, sessions } from "./schema";
import { deleteExpiredSessions } from "./sessions";

// In the database that test files share, each would clean up after the others.
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

  it("takes those past either expiry, no more at a time than it is told to", async () => {
    const userId = await storePerson();
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
  it("takes what is older, no more at a time than it is told to", async () => {
    const userId = await storePerson();
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
