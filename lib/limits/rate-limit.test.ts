import { randomUUID } from "node:crypto";
import { like, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { rateLimits } from "@/lib/db/limits-schema";
import { deleteExpiredLimits } from "@/lib/db/rate-limit-store";
import { countAttempt, retryAfterSeconds } from "./rate-limit";

process.env.RATE_LIMIT_SIGN_IN = "3/1m";
process.env.RATE_LIMIT_PERSON = "2/2h";

const user = () => randomUUID();
async function countTimes(times: number, subject: string) {
  const waits: (number | null)[] = [];
  for (let time = 0; time < times; time++) waits.push(await countAttempt("sign-in", subject));
  return waits;
}

describe("a limit", () => {
  it("allows as many attempts as it says, then returns how long to wait", async () => {
    const waits = await countTimes(5, user());
    expect(waits.slice(0, 3)).toEqual([null, null, null]);
    for (const wait of waits.slice(3)) {
      expect(wait).toBeGreaterThan(50);
      expect(wait).toBeLessThanOrEqual(60);
    }
  });

  it("allows exactly as many when all arrive at once", async () => {
    const subject = user();
    const waits = await Promise.all(
      Array.from({ length: 20 }, () => countAttempt("sign-in", subject)),
    );
    expect(waits.filter((wait) => wait === null)).toHaveLength(3);
  });

  it("counts each user and each limit separately", async () => {
    const subject = user();
    await countTimes(4, subject);
    expect(await countAttempt("sign-in", user())).toBeNull();
    expect(await countAttempt("person", subject)).toBeNull();
  });

  it("starts again when its period is over", async () => {
    const subject = user();
    const before = await keys();
    await countTimes(3, subject);
    const [mine] = (await keys()).filter((key) => !before.includes(key));
    await db()
      .update(rateLimits)
      .set({ expire: Date.now() - 1 })
      .where(like(rateLimits.key, mine ?? ""));
    expect(await countTimes(4, subject)).toEqual([null, null, null, expect.any(Number)]);
  });

  it("has a period of its own", async () => {
    const subject = user();
    for (let time = 0; time < 2; time++) await countAttempt("person", subject);
    expect(await countAttempt("person", subject)).toBeGreaterThan(7_000);
  });

  it("returns the wait without counting an attempt", async () => {
    const subject = user();
    expect(await retryAfterSeconds("sign-in", subject)).toBeNull();
    await countTimes(3, subject);
    expect(await retryAfterSeconds("sign-in", subject)).toBeNull();
    await countTimes(1, subject);
    expect(await retryAfterSeconds("sign-in", subject)).toBeGreaterThan(50);
    expect(await retryAfterSeconds("sign-in", user())).toBeNull();
  });

  it("stores neither IP addresses nor user ids", async () => {
    const subject = user();
    await countAttempt("sign-in", subject);
    await countAttempt("sign-in", "198.51.100.77");
    const stored = JSON.stringify(await db().select().from(rateLimits));
    expect(stored).not.toContain(subject);
    expect(stored).not.toContain("198.51.100");
  });
});

it("the clean-up removes expired counts, at most as many as it is told to", async () => {
  const rows = Array.from({ length: 5 }, () => ({
    key: `old:${randomUUID()}`,
    points: 1,
    expire: Date.now() - 1_000,
  }));
  const current = { key: `current:${randomUUID()}`, points: 1, expire: Date.now() + 60_000 };
  await db()
    .insert(rateLimits)
    .values([...rows, current]);
  expect(await deleteExpiredLimits(3)).toBe(3);
  while ((await deleteExpiredLimits(100)) > 0);
  const left = await keys();
  expect(left.filter((key) => key.startsWith("old:"))).toEqual([]);
  expect(left).toContain(current.key);
});

it("the table of counts is unlogged in Postgres", async () => {
  const [table] = await db().execute(
    sql`select relpersistence from pg_class where relname = 'rate_limits'`,
  );
  expect(table?.relpersistence).toBe("u");
});

async function keys(): Promise<string[]> {
  return (await db().select({ key: rateLimits.key }).from(rateLimits)).map(({ key }) => key);
}
