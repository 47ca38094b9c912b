import { existsSync } from "node:fs";
import { startLocalPostgres } from "../local-postgres/local-postgres";
import { findRunningPostgres } from "../local-postgres/running-postgres";
import { migrateDatabase } from "../migrations/migrate-database";
import { CommandError } from "./command-error";

const databaseName = "foyer";

/**
 * Uses the Postgres of `npm run dev` if it is running; otherwise starts it, and stops it again.
 * @throws SetupError if it was never started here
 */
export async function openEmbeddedDatabase(
  directory: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  if (!existsSync(`${directory}.password`)) {
    throw new CommandError(
      "no-database",
      'There is no database: DATABASE_URL is not set, and "npm run dev" has made none here yet.\n' +
        "Set DATABASE_URL in the environment or in .env.local, or start npm run dev once.",
    );
  }
  const running = await findRunningPostgres(directory, databaseName);
  if (running) return { url: running, stop: async () => {} };
  const started = await startLocalPostgres({ directory });
  await migrateDatabase(started.url).catch(async (error) => {
    await started.stop();
    throw error;
  });
  return started;
}
