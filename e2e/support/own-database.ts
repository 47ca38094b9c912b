import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import postgres from "postgres";
import { database } from "./database";
import { stack } from "./stack";

/**
 * Creates and migrates a database in the stack's Postgres that no other test uses.
 * @param cwd - the directory of another project's migrations
 */
export async function createOwnDatabase(cwd?: string): Promise<OwnDatabase> {
  const name = `own_${randomBytes(6).toString("hex")}`;
  await database().unsafe(`create database ${name}`);
  const url = new URL(stack().databaseUrl);
  url.pathname = name;
  const command = ["--import", "tsx", "scripts/migrate.ts"];
  const env = { ...process.env, DATABASE_URL: url.href };
  await promisify(execFile)(process.execPath, command, { cwd, env });
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  return {
    url: url.href,
    sql,
    drop: async () => {
      await sql.end();
      await database().unsafe(`drop database ${name} with (force)`);
    },
  };
}

export type OwnDatabase = { url: string; sql: postgres.Sql; drop: () => Promise<void> };
