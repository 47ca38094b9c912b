import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { thrownBy } from "@/lib/test-support/thrown";
import { db } from "./client";
import { noteResponse } from "./queue";
import { DatabaseUnavailableError, runQuery } from "./run-query";

// One connection, for which everybody waits.
process.env.DATABASE_POOL_MAX = "1";

const deadlineMilliseconds = 600;
const sleep = (seconds: number) =>
  runQuery(() => db().execute(sql`select pg_sleep(${seconds})`), deadlineMilliseconds);

it("the time in line for a connection is not the time that Postgres takes", async () => {
  await expect(Promise.all([0.3, 0.3, 0.3, 0.3].map(sleep))).resolves.toHaveLength(4);
});

it("who waits while Postgres is silent is sent away, and what they wanted is never begun", async () => {
  const silent = thrownBy(runQuery(() => new Promise(() => {})));
  let begun = 0;
  const waiting = [1, 2, 3].map(() => thrownBy(runQuery(async () => ++begun)));
  // Somebody else is still answered as the silence begins.
  setTimeout(noteResponse, 100);
  expect(await silent).toBeInstanceOf(DatabaseUnavailableError);
  for (const thrown of await Promise.all(waiting))
    expect(thrown).toBeInstanceOf(DatabaseUnavailableError);
  expect(begun).toBe(0);
}, 10_000);

it("one who gives up early sends nobody else away", async () => {
  const early = thrownBy(runQuery(() => new Promise(() => {}), 100));
  const patient = runQuery(() => db().execute(sql`select 1 as one`));
  expect(await early).toBeInstanceOf(DatabaseUnavailableError);
  expect([...(await patient)]).toEqual([{ one: 1 }]);
});

it("one statement that is refused sends nobody away", async () => {
  const refused = thrownBy(runQuery(() => db().execute(sql`select 1 / 0`)));
  const next = runQuery(() => db().execute(sql`select 1 as one`));
  expect(await refused).toMatchObject({ code: "22012" });
  expect([...(await next)]).toEqual([{ one: 1 }]);
});
