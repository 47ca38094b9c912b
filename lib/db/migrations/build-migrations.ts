import "server-only";
import { join } from "node:path";
import { type Migration, readMigrations } from "@/lib/db/migrations/migration-files";

/**
 * The migrations of this version. `next.config.ts` puts them into a build, since a serverless
 * function has no `drizzle/` folder; a script that uses our queries reads the folder.
 *
 * @throws MigrationFolderError
 */
export function buildMigrations(): readonly Migration[] {
  const built = process.env.FOYER_MIGRATIONS;
  return built
    ? JSON.parse(built)
    : readMigrations(join(/* turbopackIgnore: true */ process.cwd(), "drizzle"));
}
