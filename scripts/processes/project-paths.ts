import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectDirectory = fileURLToPath(new URL("../..", import.meta.url));

/** Git-ignored: databases, generated secrets and logs of this clone. */
export const localDirectory = join(projectDirectory, ".local");

/** The data of the embedded Postgres that dev, preview and the commands share. */
export const embeddedDatabaseDirectory = join(localDirectory, "postgres");

export const migrationsDirectory = join(projectDirectory, "drizzle");

/** The `next` program installed for an app. */
export function nextCommandOf(directory = projectDirectory): string {
  return createRequire(join(directory, "package.json")).resolve("next/dist/bin/next");
}
