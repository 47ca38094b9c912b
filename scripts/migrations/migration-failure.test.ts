import { execFile } from "node:child_process";
import { describe, expect, it } from "vitest";
import { nextEnvironmentFrom, untouchedEnvironment } from "../processes/project-environment";
import { projectDirectory } from "../processes/project-paths";
import { withMigratedDatabase } from "../test-run/migrated-database";
import { migrateDatabase } from "./migrate-database";

const database = withMigratedDatabase("migration_failure");
const { admin, name, url, folder, write, migrate, tables, createRole } = database;

const one = { tag: "0000_one", when: 1, sql: "create table one (id int);" };
const two = { tag: "0001_two", when: 2, sql: "create table two (id int);" };
const bad = {
  tag: "0002_bad",
  when: 3,
  sql: "create table three (id int);--> statement-breakpoint\nalter table nowhere\n\tadd column a int;",
};

const failureOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => "nothing failed",
    (error: Error) => error.message,
  );

/** What `npm run db:migrate` of this project prints on standard error. */
function runCommand(databaseUrl: string): Promise<string> {
  const command = ["--import", "tsx", "scripts/migrate.ts"];
  const env = nextEnvironmentFrom({ ...untouchedEnvironment(), DATABASE_URL: databaseUrl });
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: projectDirectory, env }, (_, _out, errors) =>
      resolve(errors),
    );
  });
}

describe("a migration that fails", () => {
  it("is rolled back completely, leaves those before it applied, and can run again", async () => {
    await expect(migrate(one, bad)).rejects.toThrow("0002_bad");
    expect(await tables()).toEqual(["one"]);
    await database.sql()`create table nowhere (id int)`;
    expect(await migrate(one, bad)).toMatchObject({ applied: [bad.tag] });
  });

  it("reports Postgres's reason, then the state of the database, then the statement", async () => {
    const message = await failureOf(migrate(one, two, bad));
    expect(message.split("\n")).toEqual([
      'Migration 0002_bad failed: relation "nowhere" does not exist (42P01).',
      "It was rolled back and left nothing in the database. The migrations before it were applied: 0000_one, 0001_two.",
      "The statement that failed:",
      "",
      "  alter table nowhere",
      "  \tadd column a int;",
    ]);
  });

  it("for lack of rights reports the reason, the advice and the SQL, in this order", async () => {
    const role = await createRole(`grant create on database ${name} to $role`);
    await database.sql()`revoke create on schema public from public`;
    const output = await runCommand(role);
    const places = [
      "permission denied for schema public (42501)",
      "may not create tables there. Use the database's owner.",
      'CREATE TABLE "accounts"',
    ].map((part) => output.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(output).not.toContain("Failed query");
  });

  it("for lack of the right to create a schema says so", async () => {
    write(one);
    const message = await failureOf(migrateDatabase(await createRole(), folder));
    expect(message).toMatch(/^Migration 0000_one failed: permission denied for database /);
  });

  it("because its tables exist says where they may come from", async () => {
    await database.sql()`create table one (id int)`;
    const message = await failureOf(migrate(one));
    expect(message).toMatch(/^Migration 0000_one failed: relation "one" already exists \(42P07\)/);
    expect(message).toContain("restored without the schema drizzle");
  });

  it("because its connection is closed says so, and can run again", async () => {
    write({
      ...one,
      sql: `create table one (id int);--> statement-breakpoint\nselect pg_sleep(9);`,
    });
    const message = failureOf(migrateDatabase(url, folder));
    const end = () => admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = ${name} and query like '%pg_sleep(9)%' and pid <> pg_backend_pid()`;
    await expect.poll(async () => (await end()).length, { interval: 20 }).toBe(1);
    expect(await message).toMatch(/^Migration 0000_one failed: .*(57P01|CONNECTION_CLOSED)/);
    expect(await migrate(one)).toMatchObject({ applied: [one.tag] });
  });
});

describe("migrateDatabase stops before it applies anything, and names the migration", () => {
  it("that was edited after it was applied", async () => {
    await migrate(one);
    const edited = { ...one, sql: "create table one (id bigint);" };
    const message = await failureOf(migrate(edited, two));
    expect(message).toContain("Edited after it was applied: drizzle/0000_one.sql.");
    expect(message).toContain("git log -p -- drizzle/0000_one.sql");
    expect(await tables()).toEqual(["one"]);
  });

  it("that the folder has and its journal doesn't", async () => {
    await migrate(one);
    await expect(migrate(one, { ...two, listed: false })).rejects.toThrow("drizzle/0001_two.sql");
    await expect(migrate(one, { ...two, sql: null }, bad)).rejects.toThrow("drizzle/0001_two.sql");
    expect(await tables()).toEqual(["one"]);
  });
});

describe("migrateDatabase on a database that can't be reached", () => {
  it("names the database, but not its password", async () => {
    write(one);
    const closed = "postgres://someone:hunter2@127.0.0.1:9/nowhere";
    const message = await failureOf(migrateDatabase(closed, folder));
    expect(message).toContain("nowhere at 127.0.0.1:9");
    expect(message).toContain("DATABASE_URL");
    expect(message).not.toContain("hunter2");
  });
});
