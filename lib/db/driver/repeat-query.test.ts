import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "./client";
import { runQuery } from "./run-query";

/** As behind a transaction pooler, where a session can't change the default isolation of its role. */
const url = new URL(process.env.DATABASE_URL ?? "");
const owner = postgres(url.href, { max: 1, onnotice: () => {} });
const name = `serializable_${randomUUID().replaceAll("-", "")}`;
process.env.DATABASE_URL = Object.assign(url, { username: name, password: "role" }).href;
process.env.DATABASE_PREPARE = "false";

beforeAll(async () => {
  await owner.unsafe(`create role ${name} login password 'role'`);
  await owner.unsafe(`alter role ${name} set default_transaction_isolation = serializable`);
  await owner.unsafe(`create table ${name} (count int)`);
  await owner.unsafe(`grant all on ${name} to ${name}`);
  await owner.unsafe(`insert into ${name} values (0)`);
});
afterAll(async () => {
  await db().$client.end();
  await owner.unsafe(`drop table ${name}`);
  await owner.unsafe(`drop role ${name}`);
  await owner.end();
});

const table = sql.identifier(name);
const countUp = sql`update ${table} set count = count + 1`;
const count = async () => (await owner.unsafe(`select count from ${name}`))[0]?.count;

it("statements that can't be serialised are repeated until each has run once", async () => {
  await Promise.all(Array.from({ length: 20 }, () => runQuery(() => db().execute(countUp))));
  expect(await count()).toBe(20);
});

it("transactions are READ COMMITTED, so that each sees what it waited for", async () => {
  const levels = await Promise.all(
    Array.from({ length: 20 }, () =>
      runQuery(() =>
        db().transaction(async (tx) => {
          await tx.execute(sql`select count from ${table} for update`);
          await tx.execute(countUp);
          const [row] = await tx.execute<{ level: string }>(
            sql`select current_setting('transaction_isolation') as level`,
          );
          return row?.level;
        }),
      ),
    ),
  );
  expect(new Set(levels)).toEqual(new Set(["read committed"]));
  expect(await count()).toBe(40);
});

it("a transaction may ask for another isolation", async () => {
  const level = await db().transaction(
    async (tx) =>
      (await tx.execute(sql`select current_setting('transaction_isolation') as level`))[0]?.level,
    { isolationLevel: "repeatable read" },
  );
  expect(level).toBe("repeatable read");
});
