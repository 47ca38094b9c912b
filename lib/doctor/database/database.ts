import "server-only";
import { join } from "node:path";
import { type Inspection, InspectionError, inspectDatabase } from "@/lib/db/health/inspection";
import { MigrationFolderError } from "@/lib/db/migrations/migration-errors";
import { readMigrations } from "@/lib/db/migrations/migration-files";
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
  try {
    return checkDatabaseState({
      ...(await inspectWithFallback(settings)),
      address,
      poolMax: settings.DATABASE_POOL_MAX,
      prepare: settings.DATABASE_PREPARE,
      knownMigrations: readKnownMigrations(),
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

/** Retries without the settings that a pooler rejected, so that the other checks still run. */
async function inspectWithFallback(settings: Env): Promise<InspectionResult> {
  try {
    return { inspection: await inspectDatabase(settings), refusedSetting: false };
  } catch (error) {
    if (!(error instanceof InspectionError && error.refusedSetting)) throw error;
    const inspection = await inspectDatabase({ ...settings, DATABASE_PREPARE: false });
    return { inspection, refusedSetting: true };
  }
}
