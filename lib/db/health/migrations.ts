import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/lib/db/driver/client";
import { answerUnmigrated, runQuery } from "@/lib/db/driver/run-query";
import { type MigrationState, readMigrationState } from "@/lib/db/migrations/migration-gate";

/**
 * Whether queries can run right now.
 * @throws DatabaseUnavailableError
 */
export async function pingDatabase(): Promise<void> {
  await runQuery(() => db().execute(sql`select 1`));
}

/**
 * Whether the database has every migration that this build came with, as a set: not only the newest.
 * @throws DatabaseUnavailableError
 */
export function checkMigrations(): Promise<MigrationState> {
  return answerUnmigrated(readMigrationState);
}
