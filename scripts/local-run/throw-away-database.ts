import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { eraseLocalPostgres, startLocalPostgres } from "../local-postgres/local-postgres";
import { throwAwaySettings } from "../local-postgres/throw-away-settings";
import { migrateDatabase } from "../migrations/migrate-database";
import { projectDirectory } from "../processes/project-paths";
import { SetupError } from "../processes/setup-error";
import type { Stack } from "../processes/stack";

/**
 * Starts an empty, migrated Postgres for a run of the production build. Erases the directory first.
 * @returns its URL
 * @throws SetupError when there is no production build
 */
export async function startThrowAwayDatabase({
  stack,
  directory,
  port,
  name,
  settings = {},
}: ThrowAway) {
  if (!existsSync(join(projectDirectory, ".next/BUILD_ID"))) {
    throw new SetupError('There is no production build to test. Run "npm run build" first.');
  }
  const postgresDirectory = join(directory, "postgres");
  await eraseLocalPostgres(postgresDirectory);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const database = await startLocalPostgres({
    directory: postgresDirectory,
    port,
    settings: { ...throwAwaySettings, ...settings },
    signal: stack.signal,
  });
  await stack.add({ name, ...database });
  await migrateDatabase(database.url);
  return database.url;
}

type ThrowAway = {
  stack: Stack;
  directory: string;
  port: number;
  name: string;
  /** Server settings, in addition to `throwAwaySettings`. */
  settings?: Record<string, string>;
};
