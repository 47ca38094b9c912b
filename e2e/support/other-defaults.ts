import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import postgres from "postgres";
import { database } from "./database";
import { stack } from "./stack";

/** Defaults that change what statements return, and how they wait for each other. */
const otherDefaults = {
  DateStyle: "German, DMY",
  TimeZone: "Asia/Kathmandu",
  IntervalStyle: "sql_standard",
  extra_float_digits: "-15",
  default_transaction_isolation: "serializable",
};

/**
 * Creates a database in the stack's Postgres with other defaults than Postgres has, for a role whose
 * name needs quoting and who may create tables in its own schema alone; and migrates it as that role.
 */
export async function createOtherDefaults(): Promise<OtherDefaults> {
  const name = `other_${randomBytes(6).toString("hex")}`;
  const role = `Role "${name}" $user`;
  const quoted = `"${role.replaceAll('"', '""')}"`;
  const server = database();
  await server.unsafe(`create database ${name}`);
  await server.unsafe(`create role ${quoted} login password 'role'`);
  for (const [setting, value] of Object.entries(otherDefaults)) {
    await server.unsafe(`alter database ${name} set ${setting} = '${value}'`);
  }
  const url = new URL(stack().databaseUrl);
  url.pathname = name;
  const owner = postgres(url.href, { max: 1, onnotice: () => {} });
  await owner.unsafe(`create schema ${quoted} authorization ${quoted}`);
  await owner.unsafe(`set search_path = ${quoted}; set DateStyle = ISO`);
  Object.assign(url, { username: encodeURIComponent(role), password: "role" });
  const env = { ...process.env, DATABASE_URL: url.href };
  await promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/migrate.ts"], { env });
  return {
    url: url.href,
    sql: owner,
    drop: async () => {
      await owner.end();
      await server.unsafe(`drop database ${name} with (force)`);
      await server.unsafe(`drop role ${quoted}`);
    },
  };
}

export type OtherDefaults = {
  /** As the role. */
  url: string;
  /** As the superuser, with the role's tables. */
  sql: postgres.Sql;
  drop: () => Promise<void>;
};
