import "server-only";
import type { Migration } from "@/lib/db/migrations/migration-files";

/**
 * The migrations of this build. `next.config.ts` embeds them, since an image or a serverless function
 * has no `drizzle/` folder.
 */
export function buildMigrations(): readonly Migration[] {
  const built = process.env.FOYER_MIGRATIONS;
  if (!built) throw new Error("the build contains no list of its migrations: see next.config.ts");
  return JSON.parse(built);
}
