import { existsSync } from "node:fs";
import { startLocalPostgres } from "../local-postgres/local-postgres";
import { findRunningPostgres } from "../local-postgres/running-postgres";
import { migrateDatabase } from "../migrations/migrate-database";
import { takeProcessLock } from "../processes/process-lock";
import { CommandError } from "./command-error";

const databaseName = "foyer";

/**
 * Uses the Postgres of `npm run dev` if it is running; otherwise starts it, and stops it again. Another
 * command that needs it started waits until then.
 *
 * @throws SetupError if it was never started here
 */
export async function openEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  if (!existsSync(`${directory}.password`)) {
    throw new CommandError(
      "no-database",
      'There is no database: DATABASE_URL is not set, and "npm run dev" has made none here yet.\n' +
        "Set DATABASE_URL in the environment or in .env.local, or start npm run dev once.",
    );
  }
  const release = await takeProcessLock(`${directory}.command`);
  try {
    const url = await findRunningPostgres(directory, databaseName);
    if (url === null) return await start(directory, release);
    await release();
    return { url, stop: async () => {} };
  } catch (error) {
    await release();
    // `npm run dev` may have started at the same moment.
    const url = await findRunningPostgres(directory, databaseName);
    if (url === null) throw error;
    return { url, stop: async () => {} };
  }
}

async function start(directory: string, release: () => Promise<void>): Promise<EmbeddedDatabase> {
  const { url, stop } = await startLocalPostgres({ directory });
  await migrateDatabase(url).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url, stop: () => stop().finally(release) };
}

type EmbeddedDatabase = { url: string; stop(): Promise<void> };
