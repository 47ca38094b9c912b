import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const projectDirectory = fileURLToPath(new URL("../..", import.meta.url));

/** Git-ignored: databases, generated secrets and logs of this clone. */
export const localDirectory = join(projectDirectory, ".local");

export const migrationsDirectory = join(projectDirectory, "drizzle");

export const nextCommand = join(projectDirectory, "node_modules/next/dist/bin/next");
