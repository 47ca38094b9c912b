import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectDirectory = fileURLToPath(new URL("../..", import.meta.url));

/** Git-ignored: databases, generated secrets and logs of this clone. */
export const localDirectory = join(projectDirectory, ".local");

export const migrationsDirectory = join(projectDirectory, "drizzle");

/** The `next` program installed for an app. */
export function nextCommandOf(directory = projectDirectory): string {
  return createRequire(join(directory, "package.json")).resolve("next/dist/bin/next");
}
