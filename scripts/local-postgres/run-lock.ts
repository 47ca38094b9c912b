import postgres from "postgres";
import { clusterUser } from "./postgres-cluster";

const lockName = "foyer-local-run";
// postgres.js 3.4.9 rejects unhandled, which ends the process, if the connection breaks while it reads types.
const options = { onnotice: () => {}, fetch_types: false };

/**
 * Keeps a connection open until this run ends, which tells the next run that this Postgres is in use.
 * Unlike a pid file, a connection cannot outlive us or be mistaken for another process.
 */
export async function takeRunLock(port: number, password: string): Promise<RunLock> {
  const sql = postgres(clusterUrl({ port, password, database: "postgres" }), {
    ...options,
    max: 1,
    max_lifetime: null,
    connection: { application_name: lockName },
  });
  await sql`select 1`;
  return {
    createDatabase: async (name) => {
      const [found] = await sql`select 1 from pg_database where datname = ${name}`;
      if (!found) await sql`create database ${sql(name)}`;
    },
    release: () => sql.end({ timeout: 1 }),
  };
}

/** Whether a run that is still alive uses the Postgres on this port. */
export async function isRunLocked(port: number, password: string): Promise<boolean> {
  const sql = postgres(clusterUrl({ port, password, database: "postgres" }), {
    ...options,
    max: 1,
    connect_timeout: 2,
  });
  try {
    const holders =
      await sql`select pid from pg_stat_activity where application_name = ${lockName}`;
    return holders.length > 0;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The address of a database in our embedded Postgres. */
export function clusterUrl({ port, password, database }: ClusterAddress): string {
  return `postgres://${clusterUser}:${password}@127.0.0.1:${port}/${database}`;
}

type ClusterAddress = { port: number; password: string; database: string };

export type RunLock = { createDatabase(name: string): Promise<void>; release(): Promise<void> };
