import "server-only";
import { join } from "node:path";
import { type Inspection, InspectionError, inspectDatabase } from "@/lib/db/health/inspection";
import { MigrationFolderError } from "@/lib/db/migrations/migration-errors";
import { type Migration, readMigrations } from "@/lib/db/migrations/migration-files";
import { pathToPin } from "@/lib/db/migrations/table-location";
import { readDatabaseAddress } from "@/lib/doctor/database/address";
import type { MigrationFacts } from "@/lib/doctor/database/migrations";
import { checkDatabaseState } from "@/lib/doctor/database/state";
import { databaseUnavailable } from "@/lib/doctor/database/unavailable";
import type { Finding } from "@/lib/doctor/finding";
import type { Rules } from "@/lib/doctor/report";
import { type Env, env } from "@/lib/env/env";

/** Connects as the app does, and inspects the database without writing. */
export async function checkDatabase(
  { rules, inContainer }: DatabasePlace,
  settings: Env = env(),
): Promise<Finding[]> {
  const address = readDatabaseAddress(settings.DATABASE_URL);
  const known = readKnownMigrations();
  try {
    return checkDatabaseState({
      ...(await inspectAsTheApp("problem" in known ? [] : known, settings)),
      address,
      poolMax: settings.DATABASE_POOL_MAX,
      prepare: settings.DATABASE_PREPARE,
      knownMigrations: known,
      rules,
    });
  } catch (error) {
    if (!(error instanceof InspectionError)) throw error;
    return [databaseUnavailable({ code: error.code, address, inContainer })];
  }
}

/** Reads the folder, not the build: a problem in the folder is a finding of its own. */
function readKnownMigrations(): MigrationFacts["known"] {
  try {
    return readMigrations(join(process.cwd(), "drizzle"));
  } catch (error) {
    if (!(error instanceof MigrationFolderError)) throw error;
    return { problem: error.message };
  }
}

type DatabasePlace = { rules: Rules; inContainer: boolean };

type InspectionResult = { inspection: Inspection; refusedSetting: boolean };

/** Like the app, goes without the settings that a pooler refuses, and sets the path that it needs. */
async function inspectAsTheApp(
  known: readonly Migration[],
  settings: Env,
): Promise<InspectionResult> {
  try {
    const inspection = await inspectDatabase(known, settings);
    const searchPath = settings.DATABASE_PREPARE ? pathToPin(inspection.facts) : null;
    return {
      inspection: searchPath ? await inspectDatabase(known, settings, { searchPath }) : inspection,
      refusedSetting: false,
    };
  } catch (error) {
    if (!(error instanceof InspectionError && error.refusedSetting)) throw error;
    const start = { settingsRefused: true, prepareAnyway: true };
    const inspection = await inspectDatabase(known, settings, start);
    return { inspection, refusedSetting: true };
  }
}
