import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/lib/db/driver/client";
import { runQuery, runUngatedQuery } from "@/lib/db/driver/run-query";
import { type MigrationState, readMigrationState } from "@/lib/db/migrations/migration-gate";

/**
 * Runs a trivial query, to check that queries can run right now.
 * @throws DatabaseUnavailableError
 */
export async function pingDatabase(): Promise<void> {
  await runQuery(() => db().execute(sql`select 1`));
}

/**
 * Checks that the database has every migration of this build, and not only the newest.
 * @throws DatabaseUnavailableError
 */
export function checkMigrations(): Promise<MigrationState> {
  return runUngatedQuery(readMigrationState);
}
