import { randomUUID } from "node:crypto";
import { like, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { deleteExpiredLimits } from "@/lib/db/rate-limit-store";
import { rateLimits } from "@/lib/db/schema";
import { countAttempt, retryAfterSeconds } from "./rate-limit";

process.env.RATE_LIMIT_SIGN_IN = "3/1m";
process.env.RATE_LIMIT_PERSON = "2/2h";

const user = () => randomUUID();
async function countTimes(times: number, who: string) {
  const waits: (number | null)[] = [];
  for (let time = 0; time < times; time++) waits.push(await countAttempt("sign-in", who));
  return waits;
}

describe("a limit", () => {
  it("lets as many through as it says, and then tells how long to wait", async () => {
    const waits = await countTimes(5, user());
    expect(waits.slice(0, 3)).toEqual([null, null, null]);
    for (const wait of waits.slice(3)) {
      expect(wait).toBeGreaterThan(50);
      expect(wait).toBeLessThanOrEqual(60);
    }
  });

  it("lets exactly as many through when all come at once", async () => {
    const who = user();
    const waits = await Promise.all(Array.from({ length: 20 }, () => countAttempt("sign-in", who)));
    expect(waits.filter((wait) => wait === null)).toHaveLength(3);
  });

  it("of one is nobody else's, and no other limit's", async () => {
    const who = user();
    await countTimes(4, who);
    expect(await countAttempt("sign-in", user())).toBeNull();
    expect(await countAttempt("person", who)).toBeNull();
  });

  it("begins anew when its time is over", async () => {
    const who = user();
    const before = await keys();
    await countTimes(3, who);
    const [mine] = (await keys()).filter((key) => !before.includes(key));
    await db()
      .update(rateLimits)
      .set({ expire: Date.now() - 1 })
      .where(like(rateLimits.key, mine ?? ""));
    expect(await countTimes(4, who)).toEqual([null, null, null, expect.any(Number)]);
  });

  it("has a length of its own", async () => {
    const who = user();
    for (let time = 0; time < 2; time++) await countAttempt("person", who);
    expect(await countAttempt("person", who)).toBeGreaterThan(7_000);
  });

  it("can be asked for the wait, which counts for nothing", async () => {
    const who = user();
    expect(await retryAfterSeconds("sign-in", who)).toBeNull();
    await countTimes(3, who);
    expect(await retryAfterSeconds("sign-in", who)).toBeNull();
    await countTimes(1, who);
    expect(await retryAfterSeconds("sign-in", who)).toBeGreaterThan(50);
    expect(await retryAfterSeconds("sign-in", user())).toBeNull();
  });

  it("stores neither addresses nor ids of people", async () => {
    const who = user();
    await countAttempt("sign-in", who);
    await countAttempt("sign-in", "198.51.100.77");
    const stored = JSON.stringify(await db().select().from(rateLimits));
    expect(stored).not.toContain(who);
    expect(stored).not.toContain("198.51.100");
  });
});

it("the clean-up removes counts whose time is over, no more at once than it is told to", async () => {
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

it("counts are not written ahead to the log of Postgres", async () => {
  const [table] = await db().execute(
    sql`select relpersistence from pg_class where relname = 'rate_limits'`,
  );
  expect(table?.relpersistence).toBe("u");
});

async function keys(): Promise<string[]> {
  return (await db().select({ key: rateLimits.key }).from(rateLimits)).map(({ key }) => key);
}
