import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type AppServer, startApp } from "./app-server";

const copy = ".local/builder";

/** For `test.setTimeout` of a hook that builds. */
export const builderBuildMs = 300_000;

/** Builds a copy of the project with a builder's own files added: `e2e/builder-app`. */
export async function buildBuilderApp(): Promise<void> {
  const command = ["--import", "tsx", "scripts/build-copy.ts", "builder", "e2e/builder-app"];
  await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26 });
}

/** Starts that copy on the stack's database. */
export function startBuilderApp(): Promise<AppServer> {
  return startApp({}, copy);
}
