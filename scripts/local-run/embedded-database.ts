import { existsSync } from "node:fs";
import { takeCommandLock } from "../local-postgres/command-lock";
import { type LocalPostgres, startLocalPostgres } from "../local-postgres/local-postgres";
import { findRunningPostgres } from "../local-postgres/running-postgres";
import { migrateDatabase } from "../migrations/migrate-database";
import type { FixedPort } from "../processes/free-port";
import { SetupError } from "../processes/setup-error";

const databaseName = "foyer";

/** There is no embedded database yet. */
export class NoEmbeddedDatabaseError extends SetupError {
  override name = "NoEmbeddedDatabaseError";
}

/**
 * Starts and migrates the embedded Postgres for a program that keeps it running. Waits for a command that
 * uses it for a moment.
 *
 * @throws SetupError if another program keeps it running already
 */
export async function startEmbeddedDatabase(options: StartOptions): Promise<LocalPostgres> {
  const release = await takeCommandLock(options.directory, options.signal);
  try {
    return await startMigrated(options);
  } finally {
    await release();
  }
}

/**
 * Uses the Postgres of `npm run dev` if it is running; otherwise starts it, and stops it again. Another
 * command that needs it started waits until then.
 *
 * @throws NoEmbeddedDatabaseError if it was never started here
 */
export async function openEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  requireEmbeddedDatabase(directory);
  const release = await takeCommandLock(directory);
  try {
    const url = await findRunningPostgres(directory, databaseName);
    if (url === null) return await startForCommand(directory, release);
    await release();
    return { url, stop: async () => {} };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * The address of the embedded database while something keeps it running; null otherwise.
 * @throws NoEmbeddedDatabaseError if it was never started here
 */
export async function findEmbeddedDatabase(directory: string): Promise<string | null> {
  requireEmbeddedDatabase(directory);
  return findRunningPostgres(directory, databaseName);
}

function requireEmbeddedDatabase(directory: string): void {
  if (existsSync(`${directory}.password`)) return;
  throw new NoEmbeddedDatabaseError(
    'There is no database: DATABASE_URL is not set, and "npm run dev" has made none here yet.\n' +
      "Set DATABASE_URL in the environment or in .env.local, or start npm run dev once.",
  );
}

async function startForCommand(
  directory: string,
  release: () => Promise<void>,
): Promise<EmbeddedDatabase> {
  const { url, stop } = await startMigrated({ directory });
  return { url, stop: () => stop().finally(release) };
}

async function startMigrated(options: StartOptions): Promise<LocalPostgres> {
  const database = await startLocalPostgres(options);
  await migrateDatabase(database.url).catch(async (error) => {
    await database.stop();
    throw error;
  });
  return database;
}

type StartOptions = {
  directory: string;
  fixedPort?: FixedPort | undefined;
  signal?: AbortSignal;
};

export type EmbeddedDatabase = { url: string; stop(): Promise<void> };
