import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, expect, it } from "vitest";
import { pingDatabase } from "@/lib/db/health/migrations";
import { thrownBy } from "@/lib/test-support/thrown";
import { db } from "./client";
import { DatabaseUnavailableError, runQuery } from "./run-query";

const address = new URL(process.env.DATABASE_URL ?? "");
const admin = postgres(address.href, { max: 1 });
const name = `lost-${randomUUID()}`;
address.searchParams.set("application_name", name);
process.env.DATABASE_URL = address.href;
// One connection, so that every query gets the one that was lost before.
process.env.DATABASE_POOL_MAX = "1";

afterAll(() => admin.end());

const busy = () =>
  runQuery(() =>
    db().transaction(async (tx) => {
      for (;;) await tx.execute(sql`select 1`);
    }),
  );

it("queries keep working after a connection is ended during a transaction, every time", async () => {
  for (let round = 0; round < 10; round++) {
    const transaction = thrownBy(busy());
    // Not while postgres.js still reads the types of a new connection: it doesn't catch a failure there.
    const running = () =>
      admin`select from pg_stat_activity where application_name = ${name} and query = 'select 1'`;
    await expect.poll(async () => (await running()).length, { interval: 5 }).toBe(1);
    await admin`
      select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = ${name}`;
    expect(await transaction).toBeInstanceOf(DatabaseUnavailableError);
    await expect.poll(isBack, { interval: 20, timeout: 2_000 }).toBe(true);
  }
});

const isBack = () =>
  pingDatabase().then(
    () => true,
    () => false,
  );

/** The sockets that this process has to Postgres. */
function sockets(): Socket[] {
  const { _getActiveHandles: activeHandles } = process as unknown as {
    _getActiveHandles(): unknown[];
  };
  const isToPostgres = (handle: unknown): handle is Socket =>
    handle instanceof Socket && handle.remotePort === Number(address.port);
  return activeHandles().filter(isToPostgres);
}

it("queries keep working after one is sent just before its connection closes", async () => {
  for (let round = 0; round < 5; round++) {
    await pingDatabase();
    // Of the phases of Node.js's event loop, timers come first, then immediates, then "close".
    await new Promise((resolve) =>
      setTimeout(() => {
        for (const socket of sockets()) socket.destroy();
        setImmediate(() => resolve(isBack()));
      }),
    );
    await expect.poll(isBack, { interval: 20, timeout: 2_000 }).toBe(true);
  }
});

it("a transaction that throws for another reason is rolled back, and its error passed on", async () => {
  const table = sql.identifier(`t_${randomUUID().replaceAll("-", "")}`);
  const own = new Error("not today");
  const thrown = thrownBy(
    runQuery(() =>
      db().transaction(async (tx) => {
        await tx.execute(sql`create table ${table} (id int)`);
        throw own;
      }),
    ),
  );
  expect(await thrown).toBe(own);
  await expect(runQuery(() => db().execute(sql`select from ${table}`))).rejects.toThrow();
});
