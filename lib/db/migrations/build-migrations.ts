import "server-only";
import type { Migration } from "@/lib/db/migrations/migration-files";

/**
 * The migrations that this build came with. `next.config.ts` puts them in, since an image or a serverless
 * function has no `drizzle/` folder.
 */
export function buildMigrations(): readonly Migration[] {
  const built = process.env.FOYER_MIGRATIONS;
  if (!built) throw new Error("the build holds no list of its migrations: see next.config.ts");
  return JSON.parse(built);
}
