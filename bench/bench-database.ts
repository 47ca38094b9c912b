import { join } from "node:path";
import postgres from "postgres";
import { eraseLocalPostgres } from "../scripts/local-postgres/local-postgres";
import { startThrowAwayDatabase } from "../scripts/local-run/throw-away-database";
import { localDirectory } from "../scripts/processes/project-paths";
import type { Stack } from "../scripts/processes/stack";
import { parentOf } from "./process-cost";

/** Room for what a large data set is asked for again and again, as a server of that size has. */
const settings = { shared_buffers: "2GB", max_wal_size: "8GB" };

export type BenchDatabase = { url: string; pid: number };

/** The one Postgres of all contestants: its address, with our tables in it, and its process. */
export async function startBenchDatabase(stack: Stack): Promise<BenchDatabase> {
  const directory = join(localDirectory, "bench");
  // What is added first is stopped last: a million people would stay behind in 5 GB.
  const erase = () => eraseLocalPostgres(join(directory, "postgres"));
  await stack.add({ name: "The data of the database", stop: erase });
  const url = await startThrowAwayDatabase({
    stack,
    directory,
    port: 54_370,
    name: "The database",
    settings,
  });
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = await parentOf(own?.pid ?? 0);
  await sql.end();
  return { url, pid };
}

/** An empty database beside another one, on the same server. */
export async function createDatabaseBeside(databaseUrl: string, name: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
