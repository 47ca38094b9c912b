import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { withMigratedDatabase } from "../test-run/migrated-database";
import { watchMigrations } from "./watch-migrations";

vi.setConfig({ testTimeout: 30_000 });

const database = withMigratedDatabase("watch_migrations");
const { url, folder, write, migrate, tables } = database;

const one = { tag: "0000_one", when: 1, sql: "create table one (id int);" };
const two = { tag: "0001_two", when: 2, sql: "create table two (id int);" };
const wrong = { ...two, sql: "create table two (id lint);" };

let lines: string[];
let abort: AbortController;
beforeEach(async () => {
  lines = [];
  abort = new AbortController();
  await migrate(one);
});
afterEach(async () => {
  abort.abort();
  await watching;
});

let watching: Promise<void>;
function start(databaseUrl: string | null = url) {
  watching = watchMigrations({
    folder,
    databaseUrl,
    signal: abort.signal,
    say: (line) => lines.push(line),
  });
}
/** Writes them once the folder has been looked at. */
const changed = async (...migrations: Parameters<typeof write>) => {
  await sleep(100);
  write(...migrations);
};
const said = (count: number) => vi.waitUntil(() => lines.length >= count, { timeout: 10_000 });

it("applies a new migration, and says so in one line", async () => {
  start();
  await changed(one, two);
  await said(1);
  expect(lines).toEqual(["Applied drizzle/0001_two.sql."]);
  expect(await tables()).toEqual(["one", "two"]);
});

it("says in one line what fails, and applies it once it is corrected", async () => {
  start();
  await changed(one, wrong);
  await said(1);
  expect(lines[0]).toBe(
    'New migration not applied: Migration 0001_two failed: type "lint" does not exist (42704). ' +
      "Correct it and save, or start anew: npm run db:reset",
  );
  expect(await tables()).toEqual(["one"]);

  write(one, two);
  await said(2);
  expect(lines[1]).toBe("Applied drizzle/0001_two.sql.");
});

it("says in one line that an applied migration was edited, or the journal can't be read", async () => {
  start();
  await changed({ ...one, sql: "create table other (id int);" });
  await said(1);
  expect(lines[0]).toMatch(/^New migration not applied: Edited after it was applied: .*db:reset$/);
  write(one, { ...two, listed: false });
  await said(2);
  expect(lines[1]).toMatch(
    /^New migration not applied: drizzle\/0001_two\.sql is not in .*db:reset$/,
  );
});

it("waits until the developer has written the SQL of a custom migration", async () => {
  start();
  const custom = "-- Custom SQL migration file, put your code below! --";
  await changed(one, { ...two, sql: custom });
  await said(1);
  expect(lines[0]).toMatch(/^drizzle\/0001_two\.sql has no SQL yet\./);
  write(one, { ...two, sql: `${custom}\n${two.sql}` });
  await said(2);
  expect(lines[1]).toBe("Applied drizzle/0001_two.sql.");
});

it("leaves a database of the developer's own alone", async () => {
  start(null);
  await changed(one, two);
  await said(1);
  expect(lines[0]).toContain("npm run db:migrate");
  expect(await tables()).toEqual(["one"]);
});
