import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import postgres from "postgres";
import { database } from "./database";
import { stack } from "./stack";

/**
 * Creates a migrated database in the stack's Postgres that no other test uses.
 * @param cwd - the directory of another project, whose migrations it gets
 */
export async function createOwnDatabase(cwd?: string): Promise<OwnDatabase> {
  const name = `own_${randomBytes(6).toString("hex")}`;
  // scripts/e2e-stack.ts has made the template; a copy is faster than the migrations.
  await database().unsafe(`create database ${name}${cwd ? "" : " template migrated"}`);
  const url = new URL(stack().databaseUrl);
  url.pathname = name;
  if (cwd) await migrate(url.href, cwd);
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

async function migrate(url: string, cwd: string): Promise<void> {
  const command = ["--import", "tsx", "scripts/migrate.ts"];
  const env = { ...process.env, DATABASE_URL: url };
  await promisify(execFile)(process.execPath, command, { cwd, env });
}

export type OwnDatabase = { url: string; sql: postgres.Sql; drop: () => Promise<void> };
