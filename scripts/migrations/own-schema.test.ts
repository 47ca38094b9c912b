import postgres from "postgres";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { checkDatabase } from "../../lib/doctor/database/database";
import { env } from "../../lib/env/env";
import { createRoleIn, dropRolesIn, quote } from "../test-run/role-in-database";
import { testDatabase } from "../test-run/test-database";
import { migrateDatabase } from "./migrate-database";

const { url, recreate, end } = testDatabase("own_schema");
const database = quote("own_schema");
let sql: postgres.Sql;
const roles: string[] = [];

beforeEach(async () => {
  await recreate();
  sql = postgres(url, { max: 1, onnotice: () => {} });
  return async () => {
    await dropRolesIn(sql, roles.splice(0));
    await sql.end();
  };
});
afterAll(end);

/** A role that may create neither schemas nor tables in public. */
function createRole(role: string, ...statements: string[]): Promise<string> {
  roles.push(role);
  return createRoleIn(sql, { url, role, statements });
}

const ownSchema = (role: string, schema = role) =>
  `create schema ${quote(schema)} authorization ${quote(role)}`;
const setPath = (role: string, path: string) =>
  `alter role ${quote(role)} in database ${database} set search_path = ${path}`;

/** The schemas of these tables. */
async function schemasOf(...tables: string[]): Promise<string[]> {
  const rows = await sql<{ schema: string }[]>`
    select distinct relnamespace::regnamespace::text as schema from pg_class
    where relkind = 'r' and relname in ${sql(tables)} order by 1`;
  return rows.map(({ schema }) => schema.replaceAll(/^"|"$/g, "").replaceAll('""', '"'));
}

/** What the doctor finds about a database, as text. */
async function look(DATABASE_URL: string, DATABASE_PREPARE = true) {
  const settings = { ...env(), DATABASE_URL, DATABASE_PREPARE };
  const findings = await checkDatabase({ rules: "production", inContainer: false }, settings);
  return Object.fromEntries(
    findings.map(({ check, status, text, fix }) => [check, `${status}: ${text} ${fix ?? ""}`]),
  );
}

const sound = {
  schema: expect.stringMatching(/^ok: tables are in/),
  migrations: expect.stringMatching(/^ok: all applied/),
};
const everything = ["users", "accounts", "sessions", "activity", "rate_limits", "used_tokens"];

describe("a role with a schema of its own", () => {
  it.each(["foyer_app", "Foyer App", 'the "owner"', "$user", "user", "o'brien", "a,b"])(
    "called %j, has every table there, without a right to create schemas",
    async (role) => {
      const address = await createRole(role, ownSchema(role));
      expect((await migrateDatabase(address)).applied).toContain("0004_confirmed_addresses");
      expect(await schemasOf(...everything, "__drizzle_migrations")).toEqual([role]);
      await sql.unsafe(`alter schema ${quote(role)} owner to current_user`);
      await sql.unsafe(`grant usage on schema ${quote(role)} to ${quote(role)}`);
      expect(await migrateDatabase(address)).toEqual({ applied: [], unknown: [] });
      expect(await look(address)).toMatchObject(sound);
      expect(await look(address, false)).toMatchObject(sound);
    },
  );

  it.each([
    ["app", "app"],
    ["nowhere, app, public", "app"],
    ["public, app", "app"],
    ['"we""ird, Schema", public', 'we"ird, Schema'],
  ])(
    "and the search_path %s has every table in the first where it may create",
    async (path, schema) => {
      const role = "path_role";
      const address = await createRole(role, ownSchema(role, schema), setPath(role, path));
      await migrateDatabase(address);
      expect(await schemasOf(...everything)).toEqual([schema]);
      expect(await migrateDatabase(address)).toEqual({ applied: [], unknown: [] });
      expect(await look(address)).toMatchObject(sound);
    },
  );

  it("may have the path in the address", async () => {
    const address = await createRole("path_role", ownSchema("path_role", "app"));
    for (const query of ["?search_path=app", "?options=-c%20search_path%3Dapp"]) {
      await migrateDatabase(address + query);
      expect(await look(address + query)).toMatchObject(sound);
    }
    expect(await schemasOf(...everything)).toEqual(["app"]);
  });

  it("and the right to create schemas keeps the list of migrations in Drizzle's", async () => {
    const role = "creating_role";
    const address = await createRole(
      role,
      ownSchema(role),
      `grant create on database ${database} to ${role}`,
    );
    await migrateDatabase(address);
    expect(await schemasOf(...everything)).toEqual([role]);
    expect(await schemasOf("__drizzle_migrations")).toEqual(["drizzle"]);
    expect(await look(address)).toMatchObject(sound);
  });

  it("beside another installation in the database has its own tables and migrations", async () => {
    await migrateDatabase(url);
    const role = "second_role";
    const address = await createRole(role, ownSchema(role), setPath(role, role));
    expect((await migrateDatabase(address)).applied).toContain("0000_people");
    expect(await schemasOf("users")).toEqual(["public", role]);
    expect(await look(address)).toMatchObject(sound);
    expect(await look(url)).toMatchObject(sound);
  });
});

describe("a role without a schema for tables", () => {
  it("is told why, and with the statements that it prints it works", async () => {
    const role = 'no "schema"';
    const address = await createRole(role, setPath(role, "app"));
    const { schema = "" } = await look(address);
    expect(schema).toMatch(
      /^fail: the user may create tables in no schema of its search_path \(app\)/,
    );
    const message = await migrateDatabase(address).catch(({ message }: Error) => message);
    const statements = String(message).match(/^ +((create schema|alter role) .*;)$/gm) ?? [];
    expect(statements).toHaveLength(2);
    for (const statement of statements) {
      expect(schema).toContain(statement.trim());
      await sql.unsafe(statement);
    }
    await migrateDatabase(address);
    expect(await look(address)).toMatchObject(sound);
  });
});

describe("a database whose search_path was changed after it was migrated", () => {
  const fixOf = (finding = "") => /alter role .*;/.exec(finding)?.[0] ?? "";

  it.each([
    ["nothing", async (role: string) => setPath(role, "''")],
    [
      "a schema that hides a table",
      async (role: string) => {
        await sql.unsafe(ownSchema(role));
        await sql.unsafe(`create table ${quote(role)}.users (id int)`);
        return setPath(role, '"$user", public');
      },
    ],
  ])(
    "to %s is used as before, and through a pooler once the printed statement ran",
    async (_, change) => {
      const role = "changed_role";
      await migrateDatabase(url);
      const address = await createRole(
        role,
        "grant usage on schema drizzle to changed_role",
        "grant select on all tables in schema drizzle, public to changed_role",
      );
      await sql.unsafe(await change(role));
      expect(await migrateDatabase(address)).toEqual({ applied: [], unknown: [] });
      expect(await look(address)).toMatchObject(sound);
      const { schema } = await look(address, false);
      expect(schema).toMatch(/^fail: search_path doesn't lead to these tables: /);
      await sql.unsafe(fixOf(schema));
      expect(await look(address, false)).toMatchObject(sound);
    },
  );

  it("to another schema is refused, since that may be another installation's", async () => {
    await migrateDatabase(url);
    await sql.unsafe("create schema other");
    const address = `${url}?search_path=other`;
    await expect(migrateDatabase(address)).rejects.toThrow(/The tables are in public;.*alter role/);
    const { schema } = await look(address);
    expect(schema).toMatch(/^fail: search_path doesn't name the schema that has the tables/);
    expect(await schemasOf("users")).toEqual(["public"]);
  });
});
