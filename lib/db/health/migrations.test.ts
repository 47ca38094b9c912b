import postgres from "postgres";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET } from "@/app/api/health/route";
import { db } from "@/lib/db/driver/client";
import { DatabaseUnavailableError, NotMigratedError } from "@/lib/db/driver/run-query";
import { findLiveSession } from "@/lib/db/sessions";
import { thrownBy } from "@/lib/test-support/thrown";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { checkMigrations, pingDatabase } from "./migrations";

inOwnDatabase("readiness");

let owner: postgres.Sql;
type Row = { hash: string; created_at: string };
let rows: Row[];

beforeAll(async () => {
  owner = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  rows = await owner<Row[]>`
    select hash, created_at from drizzle.__drizzle_migrations order by id`;
  return () => owner.end();
});

/** A fork's own migration, newer than all of ours. */
const ofFork = { hash: "of a fork", created_at: "9999999999999" };

async function storeMigrations(stored: Row[]) {
  await owner`delete from drizzle.__drizzle_migrations`;
  await owner`insert into drizzle.__drizzle_migrations ${owner(stored)}`;
}

const health = async () => {
  const request = new Request("http://localhost:3000/api/health");
  const response = await GET(Object.assign(request, { nextUrl: new URL(request.url) }) as never);
  return { status: response.status, body: await response.json() };
};

describe("a database with every migration of this build", () => {
  beforeEach(() => storeMigrations([...rows, ofFork]));

  it("is ready, even with a migration that this build doesn't know", async () => {
    await expect(pingDatabase()).resolves.toBeUndefined();
    expect(await checkMigrations()).toEqual({ kind: "complete" });
    expect(await health()).toEqual({
      status: 200,
      body: { live: true, ready: true, database: "reachable", migrations: "applied" },
    });
  });
});

describe("a database that lacks a migration older than its newest", () => {
  beforeEach(async () => {
    const [first, , ...rest] = rows;
    await storeMigrations([...(first ? [first] : []), ...rest, ofFork]);
    await checkMigrations();
  });

  it("is not ready, and the health endpoint names what is missing", async () => {
    expect(await health()).toEqual({
      status: 503,
      body: {
        live: true,
        ready: false,
        database: "reachable",
        migrations: "pending: run `npm run db:migrate`",
        missing: ["0001_account_centre"],
      },
    });
  });

  it("runs no query, and counts as unavailable in an error that names what is missing", async () => {
    const pool = db();
    const error = await thrownBy(findLiveSession("hash"));
    expect(error).toBeInstanceOf(NotMigratedError);
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(String(error)).toContain("0001_account_centre");
    expect(await thrownBy(pingDatabase())).toBeInstanceOf(NotMigratedError);
    expect(db()).toBe(pool);
  });

  it("is used without a restart once it has the migration", async () => {
    expect(await thrownBy(findLiveSession("hash"))).toBeInstanceOf(NotMigratedError);
    await storeMigrations(rows);
    expect(await findLiveSession("hash")).toBeNull();
  });
});

it("a database that was never migrated lacks every migration", async () => {
  await owner`alter schema drizzle rename to elsewhere`;
  expect(await checkMigrations()).toMatchObject({
    kind: "missing",
    missing: expect.arrayContaining(["0000_people", "0001_account_centre"]),
  });
  await owner`alter schema elsewhere rename to drizzle`;
});
