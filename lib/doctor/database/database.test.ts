import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Env, env } from "@/lib/env/env";
import { checkDatabase } from "./database";

const name = `doctor_${crypto.randomUUID().replaceAll("-", "")}`;
const place = { rules: "production", inContainer: false } as const;
const admin = postgres(inject("databaseUrl"), { max: 1, onnotice: () => {} });

beforeAll(() => admin.unsafe(`create database ${name}`));

afterAll(async () => {
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
});

async function look(changes: Partial<Env> = {}) {
  const findings = await checkDatabase(place, { ...env(), ...changes });
  return Object.fromEntries(
    findings.map(({ check, status, text }) => [check, `${status}: ${text}`]),
  );
}

function at(change: (url: URL) => void): Partial<Env> {
  const url = new URL(inject("databaseUrl"));
  change(url);
  return { DATABASE_URL: url.href };
}

it("finds no problem and no pooler with the database of the tests", async () => {
  expect(await look()).toMatchObject({
    reachable: expect.stringMatching(/^ok/),
    version: expect.stringMatching(/^ok: Postgres \d+$/),
    pooler: "ok: none in transaction mode",
    writes: expect.stringMatching(/^ok/),
    migrations: "ok: all applied",
  });
});

it("reports that no migration has run", async () => {
  const fresh = at((url) => {
    url.pathname = name;
  });
  const migrations = expect.stringMatching(/^fail: none has run yet: 0000_people, 0001_/);
  expect(await look(fresh)).toMatchObject({ migrations });
});

it("reports missing migrations", async () => {
  const fresh = at((url) => {
    url.pathname = name;
  });
  const sql = postgres(fresh.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  await sql`create schema drizzle`;
  await sql`create table drizzle.__drizzle_migrations (id serial, hash text, created_at bigint)`;
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)`;
  await sql.end();
  const migrations = expect.stringMatching(/^fail: \d+ of \d+ missing: 0000_people, 0001_/);
  expect(await look(fresh)).toMatchObject({ migrations });
});

it("reports a read-only database", async () => {
  const readOnly = at((url) => url.searchParams.set("default_transaction_read_only", "on"));
  expect(await look(readOnly)).toMatchObject({ writes: expect.stringMatching(/^fail/) });
});

it.each<[string, (url: URL) => void, string]>([
  [
    "at a port where nothing listens",
    (url) => {
      url.port = "1";
    },
    "ECONNREFUSED",
  ],
  [
    "that does not exist",
    (url) => {
      url.pathname = "nothing-of-the-kind";
    },
    "3D000",
  ],
  [
    "that rejects the password",
    (url) => {
      url.password = "wrong-password";
    },
    "28P01",
  ],
  [
    "with a parameter of another driver",
    (url) => url.searchParams.set("pgbouncer", "true"),
    "42704",
  ],
])("says what is wrong with a database %s", async (_, change, code) => {
  const { reachable = "" } = await look(at(change));
  expect(reachable).toMatch(/^fail/);
  expect(reachable).toContain(`(${code})`);
  expect(reachable).not.toContain("wrong-password");
});
