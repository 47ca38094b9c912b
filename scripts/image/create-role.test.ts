import { readFileSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrateDatabase } from "../migrations/migrate-database";

/** Other tests use this Postgres too, so the role and its database have another name here. */
const name = "create_role_test";
const password = "it's a \\ password";
const superuser = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });

/** What psql makes of deploy/create-role.sql. */
const statements = readFileSync("deploy/create-role.sql", "utf8")
  .replace("\\getenv password FOYER_PASSWORD\n", "")
  .replaceAll("foyer", name)
  .replace(":'password'", () => ` e'${password.replaceAll(/['\\]/g, "\\$&")}'`)
  .split(";");

function addressOf(database: string, role = name): string {
  const url = new URL(process.env.DATABASE_URL ?? "");
  Object.assign(url, { username: role, password: encodeURIComponent(password) });
  url.pathname = database;
  return url.href;
}

async function query(text: string, url = addressOf(name)) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

const notAllowed = { code: "42501" };

beforeAll(async () => {
  for (const statement of statements) if (statement.trim()) await superuser.unsafe(statement);
});

afterAll(async () => {
  await superuser.unsafe("grant connect on database postgres, template1 to public");
  await superuser.unsafe(`drop database ${name} with (force)`);
  await superuser.unsafe(`drop role ${name}`);
  await superuser.end();
});

it("creates a role that can migrate its database, and run it", async () => {
  const { applied } = await migrateDatabase(addressOf(name));
  expect(applied.length).toBeGreaterThan(10);
  expect(await query("select count(*)::int from users")).toEqual([{ count: 0 }]);
});

it("gives the role its own database and nothing else", async () => {
  const [role] = await superuser`
    select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls,
      (select array_agg(datname) from pg_database where datdba = r.oid) as databases,
      (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = ${name}`;
  expect(role).toEqual({
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    rolbypassrls: false,
    databases: [name],
    memberships: 0,
  });
});

it.each([
  "create role another",
  "create database another",
  "copy (select 1) to program 'true'",
  "select pg_read_file('postgresql.conf')",
  "alter system set work_mem = '1GB'",
])("refuses the role: %s", async (text) => {
  await expect(query(text)).rejects.toMatchObject(notAllowed);
});

it.each(["postgres", "template1"])("keeps the role out of the database %s", async (database) => {
  await expect(query("select 1", addressOf(database))).rejects.toMatchObject(notAllowed);
});

it("keeps other roles out of the app's database", async () => {
  const other = `${name}_other`;
  await superuser.unsafe(`create role ${other} login password 'other'`);
  const url = new URL(addressOf(name, other));
  url.password = "other";
  try {
    await expect(query("select 1", url.href)).rejects.toMatchObject(notAllowed);
  } finally {
    await superuser.unsafe(`drop role ${other}`);
  }
});
