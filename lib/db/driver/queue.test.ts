import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { thrownBy } from "@/lib/test-support/thrown";
import { db } from "./client";
import { noteResponse } from "./queue";
import { DatabaseUnavailableError, runQuery } from "./run-query";

// One connection, so that every other query is queued.
process.env.DATABASE_POOL_MAX = "1";

const deadlineMilliseconds = 600;
const sleep = (seconds: number) =>
  runQuery(() => db().execute(sql`select pg_sleep(${seconds})`), deadlineMilliseconds);

it("the time in the queue for a connection doesn't count against the deadline of a query", async () => {
  await expect(Promise.all([0.3, 0.3, 0.3, 0.3].map(sleep))).resolves.toHaveLength(4);
});

it("queued queries are rejected without being started while Postgres doesn't respond", async () => {
  const stalled = thrownBy(runQuery(() => new Promise(() => {})));
  let started = 0;
  const queued = [1, 2, 3].map(() => thrownBy(runQuery(async () => ++started)));
  // Another query still gets a response just after the stalled one began.
  setTimeout(noteResponse, 100);
  expect(await stalled).toBeInstanceOf(DatabaseUnavailableError);
  for (const thrown of await Promise.all(queued))
    expect(thrown).toBeInstanceOf(DatabaseUnavailableError);
  expect(started).toBe(0);
}, 10_000);

it("a query with a shorter deadline of its own rejects no other query when it times out", async () => {
  const impatient = thrownBy(runQuery(() => new Promise(() => {}), 100));
  const patient = runQuery(() => db().execute(sql`select 1 as one`));
  expect(await impatient).toBeInstanceOf(DatabaseUnavailableError);
  expect([...(await patient)]).toEqual([{ one: 1 }]);
});

it("a query that Postgres rejects causes no other query to be rejected", async () => {
  const rejected = thrownBy(runQuery(() => db().execute(sql`select 1 / 0`)));
  const next = runQuery(() => db().execute(sql`select 1 as one`));
  expect(await rejected).toMatchObject({ code: "22012" });
  expect([...(await next)]).toEqual([{ one: 1 }]);
});
