import { createRequire } from "node:module";
import { join } from "node:path";
import { findEmbeddedDatabase, NoEmbeddedDatabaseError } from "../local-run/embedded-database";
import { startDatabase } from "../local-run/local-parts";
import { startChild } from "../processes/child";
import type { Environment } from "../processes/project-environment";
import { embeddedDatabaseDirectory, projectDirectory } from "../processes/project-paths";
import type { Stack } from "../processes/stack";
import { namedDatabase, readDeveloperEnvironment } from "./developer-database";

/**
 * Runs Drizzle Studio on the developer's database, and keeps the embedded Postgres running meanwhile. Its page
 * comes from https://local.drizzle.studio and talks to a server on this machine, which by default would
 * listen on every interface.
 *
 * @param args - for drizzle-kit, such as `--port 5000`
 */
export async function runStudio(stack: Stack, args: readonly string[]): Promise<void> {
  const environment = readDeveloperEnvironment();
  const url = (await findRunning(environment)) ?? (await startDatabase(stack, environment)).url;
  const studio = startChild({
    command: process.execPath,
    args: [
      join(createRequire(import.meta.url).resolve("drizzle-kit"), "../bin.cjs"),
      ...["studio", ...(args.includes("--host") ? [] : ["--host", "127.0.0.1"]), ...args],
    ],
    spawn: {
      cwd: projectDirectory,
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "inherit", "inherit"],
    },
  });
  await stack.add({ name: "Drizzle Studio", ...studio });
}

async function findRunning(environment: Environment): Promise<string | null> {
  if (namedDatabase(environment) !== null) return null;
  try {
    return await findEmbeddedDatabase(embeddedDatabaseDirectory);
  } catch (error) {
    if (error instanceof NoEmbeddedDatabaseError) return null;
    throw error;
  }
}
