import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { migrateDatabase } from "./migrate-database";

const name = "migrate_twice";
const admin = postgres(inject("databaseUrl"), { max: 1, onnotice: () => {} });
const address = new URL(inject("databaseUrl"));
address.pathname = `/${name}`;
let folder: string;

describe("migrateDatabase", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "foyer-migrations-"));
    await mkdir(join(folder, "meta"));
    const entry = { idx: 0, version: "7", when: 1, tag: "0000_one", breakpoints: true };
    const journal = { version: "7", dialect: "postgresql", entries: [entry] };
    await writeFile(join(folder, "meta/_journal.json"), JSON.stringify(journal));
    await writeFile(
      join(folder, "0000_one.sql"),
      "select pg_sleep(0.3);--> statement-breakpoint\ncreate table one (id int);",
    );
    await admin`drop database if exists ${admin(name)}`;
    await admin`create database ${admin(name)}`;
  });

  afterAll(async () => {
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
    await rm(folder, { recursive: true });
  });

  it("applies each migration once when three machines run it at the same time", async () => {
    const migrate = () => migrateDatabase(address.href, folder);
    await Promise.all([migrate(), migrate(), migrate()]);
    const sql = postgres(address.href, { max: 1 });
    expect(await sql`select count(*)::int from drizzle.__drizzle_migrations`).toEqual([
      { count: 1 },
    ]);
    expect(await sql`select * from one`).toEqual([]);
    await sql.end();
  });

  it("does nothing when run again", async () => {
    await expect(migrateDatabase(address.href, folder)).resolves.toBeUndefined();
  });

  it("says which database cannot be reached, and never the password", async () => {
    const closed = "postgres://someone:hunter2@127.0.0.1:9/nowhere";
    const failure = await migrateDatabase(closed, folder).catch((error: Error) => error.message);
    expect(failure).toContain("nowhere at 127.0.0.1:9");
    expect(failure).toContain("DATABASE_URL");
    expect(failure).not.toContain("hunter2");
  });
});
