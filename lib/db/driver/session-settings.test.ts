import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env } from "@/lib/env/env";
import { connect } from "./client";

const owner = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
const role = `other_defaults_${randomUUID().replaceAll("-", "")}`;
const otherDefaults = {
  DateStyle: "German, DMY",
  TimeZone: "Asia/Kathmandu",
  standard_conforming_strings: "off",
  client_encoding: "LATIN1",
  default_transaction_isolation: "serializable",
  IntervalStyle: "sql_standard",
  bytea_output: "escape",
  extra_float_digits: "-15",
  array_nulls: "off",
  transform_null_equals: "on",
  search_path: "information_schema, public",
  default_transaction_read_only: "on",
};
const url = new URL(process.env.DATABASE_URL ?? "");
Object.assign(url, { username: role, password: "role" });

beforeAll(async () => {
  await owner.unsafe(`create role ${role} login password 'role'`);
  for (const [name, value] of Object.entries(otherDefaults)) {
    const setting = name === "search_path" ? value : `'${value}'`;
    await owner.unsafe(`alter role ${role} set ${name} = ${setting}`);
  }
});
afterAll(async () => {
  await owner.unsafe(`drop role ${role}`);
  await owner.end();
});

/** The settings of a session that the app starts, by their names. */
async function sessionOf(prepare: boolean, query = ""): Promise<Record<string, string>> {
  const address = { DATABASE_URL: url.href + query, DATABASE_PREPARE: prepare };
  const sql = connect({ ...env(), ...address }, {});
  const rows = await sql`select name, setting from pg_settings`.finally(() => sql.end());
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

const portable = {
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  standard_conforming_strings: "on",
  client_encoding: "UTF8",
};

describe("a session of a role with other defaults", () => {
  it("has every setting that decides what a statement means or returns", async () => {
    expect(await sessionOf(true)).toMatchObject({
      ...portable,
      default_transaction_isolation: "read committed",
      IntervalStyle: "postgres",
      bytea_output: "hex",
      extra_float_digits: "1",
      array_nulls: "on",
      transform_null_equals: "off",
      statement_timeout: "4000",
    });
  });

  it("keeps those that the deployer decides: where tables are, and whether it may write", async () => {
    expect(await sessionOf(true)).toMatchObject({
      search_path: "information_schema, public",
      default_transaction_read_only: "on",
    });
  });

  it("with DATABASE_PREPARE=false has those that a transaction pooler forwards", async () => {
    const session = await sessionOf(false);
    expect(session).toMatchObject({ ...portable, IntervalStyle: "sql_standard" });
  });

  it.each(["?datestyle=SQL&timezone=Asia/Tokyo", "?options=-c%20DateStyle%3DSQL"])(
    "has them although the address ends in %s",
    async (query) => {
      expect(await sessionOf(true, query)).toMatchObject(portable);
    },
  );
});
