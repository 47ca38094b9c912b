import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { eraseLocalPostgres, startLocalPostgres } from "../local-postgres/local-postgres";
import { throwAwaySettings } from "../local-postgres/throw-away-settings";
import { migrateDatabase } from "../migrations/migrate-database";
import { localDirectory } from "../processes/project-paths";

// Stryker runs the tests in several processes at once, which it numbers.
const { STRYKER_MUTATOR_WORKER: worker = "" } = process.env;
const directory = join(localDirectory, "test", `postgres${worker}`);

/** Gives the unit tests an empty, migrated Postgres: that of TEST_DATABASE_URL, or an embedded one. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const database = given ? null : await startEmpty();
  const url = database?.url ?? given ?? "";
  await migrateDatabase(url);
  project.provide("databaseUrl", url);
  return async () => database?.stop();
}

async function startEmpty() {
  await eraseLocalPostgres(directory);
  return startLocalPostgres({
    directory,
    port: 54_340 + Number(worker),
    settings: throwAwaySettings,
  });
}

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
  }
}
