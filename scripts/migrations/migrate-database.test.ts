import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as migrateAsDrizzle } from "drizzle-orm/postgres-js/migrator";
import { describe, expect, it } from "vitest";
import { withMigratedDatabase } from "../test-run/migrated-database";
import { migrateDatabase } from "./migrate-database";

const database = withMigratedDatabase("migrate_database");
const { admin, name, url, folder, write, migrate, tables, createRole } = database;

const one = { tag: "0000_one", when: 1, sql: "create table one (id int);" };
const two = { tag: "0001_two", when: 2, sql: "create table two (id int);" };
const three = { tag: "0002_three", when: 3, sql: "create table three (id int);" };

const times = async () => {
  const rows =
    await database.sql()`select created_at from drizzle.__drizzle_migrations order by id`;
  return rows.map(({ created_at }) => Number(created_at));
};

describe("migrateDatabase applies what is missing", () => {
  it("in the journal's order, and nothing when run again", async () => {
    expect(await migrate(one, two)).toEqual({ applied: [one.tag, two.tag], unknown: [] });
    expect(await migrate(one, two)).toEqual({ applied: [], unknown: [] });
    expect(await tables()).toEqual(["one", "two"]);
  });

  it("also if a newer one ran before it", async () => {
    await migrate(one, three);
    expect(await migrate(one, two, three)).toMatchObject({ applied: [two.tag] });
    expect(await tables()).toEqual(["one", "three", "two"]);
  });

  it("and not what ran under another number, name and time", async () => {
    await migrate(one, two);
    const renamed = { ...two, tag: "0007_renamed", when: 7 };
    expect(await migrate(one, three, renamed)).toMatchObject({ applied: [three.tag], unknown: [] });
  });

  it("once, when several processes run it at the same time", async () => {
    const slow = { ...one, sql: `select pg_sleep(0.2);--> statement-breakpoint\n${one.sql}` };
    write(slow, two);
    const run = () => migrateDatabase(url, folder);
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.flatMap(({ applied }) => applied).sort()).toEqual([one.tag, two.tag]);
    expect(await times()).toEqual([1, 2]);
  });

  it("once, also when transactions are serializable by default", async () => {
    await admin`alter database ${admin(name)} set default_transaction_isolation = 'serializable'`;
    write({ ...one, sql: `select pg_sleep(0.2);${one.sql}` });
    const run = () => migrateDatabase(url, folder);
    await Promise.all([run(), run(), run()]);
    expect(await times()).toEqual([1]);
  });

  it("when a migration uses a type's new value from the one before it", async () => {
    const type = { ...one, sql: "create type mood as enum ('calm');" };
    const value = { ...two, sql: "alter type mood add value 'glad';" };
    const use = { ...three, sql: "create table moods (mood mood default 'glad');" };
    await migrate(type);
    expect(await migrate(type, value, use)).toMatchObject({ applied: [value.tag, use.tag] });
  });

  it("whatever time it takes, although the role has a statement timeout", async () => {
    await admin`alter database ${admin(name)} set statement_timeout = 100`;
    await migrate({ ...one, sql: `select pg_sleep(0.3);${one.sql}` });
    expect(await times()).toEqual([1]);
  });

  it("and a file of comments alone", async () => {
    await migrate({ ...one, sql: "-- Custom SQL migration file, put your code below! --" });
    expect(await times()).toEqual([1]);
  });
});

describe("migrateDatabase and Drizzle's own migrator", () => {
  const withDrizzle = () => migrateAsDrizzle(drizzle(database.sql()), { migrationsFolder: folder });

  it("recognise migrations that the other has applied", async () => {
    write(one);
    await withDrizzle();
    expect(await migrate(one)).toEqual({ applied: [], unknown: [] });
    expect(await migrate(one, two)).toMatchObject({ applied: [two.tag] });
    write(one, two, three);
    await withDrizzle();
    expect(await times()).toEqual([1, 2, 3]);
  });
});

describe("migrateDatabase with nothing pending", () => {
  it("only needs the right to read which migrations have run", async () => {
    await migrate(one);
    const reader = await createRole(
      "grant usage on schema drizzle to $role",
      "grant select on drizzle.__drizzle_migrations to $role",
    );
    await admin`revoke temporary, create on database ${admin(name)} from public`;
    expect(await migrateDatabase(reader, folder)).toEqual({ applied: [], unknown: [] });
  });

  it("writes nothing", async () => {
    await migrate(one);
    await admin`alter database ${admin(name)} set default_transaction_read_only = on`;
    expect(await migrateDatabase(url, folder)).toEqual({ applied: [], unknown: [] });
  });

  it("says so if it may not read them", async () => {
    await migrate(one);
    const otherUser = await createRole();
    await expect(migrateDatabase(otherUser, folder)).rejects.toThrow(
      /may not read drizzle\.__drizzle_migrations.*grant usage on schema drizzle/,
    );
  });

  it("returns migrations that the code doesn't have, and continues", async () => {
    await migrate(one, two);
    expect(await migrate(one, three)).toEqual({
      applied: [three.tag],
      unknown: [{ hash: expect.any(String), when: two.when }],
    });
  });
});
