import { join } from "node:path";
import postgres from "postgres";
import { eraseLocalPostgres } from "../scripts/local-postgres/local-postgres";
import { startThrowAwayDatabase } from "../scripts/local-run/throw-away-database";
import { localDirectory } from "../scripts/processes/project-paths";
import type { Stack } from "../scripts/processes/stack";
import { parentOf } from "./process-cost";

/** Enough memory to cache a large data set's hot pages, as a server of that size would have. */
const settings = { shared_buffers: "2GB", max_wal_size: "8GB" };

export type BenchDatabase = { url: string; pid: number };

/**
 * Starts the one Postgres that all apps share, with our tables.
 * @returns its URL and its process id
 */
export async function startBenchDatabase(stack: Stack): Promise<BenchDatabase> {
  const directory = join(localDirectory, "bench");
  // Added first, so it runs last: a million users would leave 5 GB of data behind.
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
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const pid = await parentOf(backend?.pid ?? 0);
  await sql.end();
  return { url, pid };
}

/** Creates an empty database on the server of another one. @returns its URL */
export async function createDatabaseBeside(databaseUrl: string, name: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  await sql.end();
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return url.href;
}
