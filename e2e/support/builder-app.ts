import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type AppServer, startApp } from "./app-server";
import { stack } from "./stack";

const copy = ".local/builder";

export const builderBuildMs = 300_000;

/** Builds a copy of the project with a builder's own files added: `e2e/builder-app`. */
export async function buildBuilderApp(): Promise<void> {
  const command = ["--import", "tsx", "scripts/build-copy.ts", "builder", "e2e/builder-app"];
  const options = { maxBuffer: 2 ** 26 };
  await promisify(execFile)(process.execPath, command, options).catch((error) => {
    throw new Error(`The builder's app does not build:\n${error.stdout}\n${error.stderr}`);
  });
}

/** Starts that copy on the stack's database. */
export function startBuilderApp(): Promise<AppServer> {
  return startApp({}, copy);
}

/** Starts that copy at `stack().builderUrl`, where browsers can sign in. One test file may do so. */
export function startBuilderAppForBrowsers(settings: Record<string, string>): Promise<AppServer> {
  const { builderUrl } = stack();
  const port = Number(new URL(builderUrl).port);
  return startApp({ AUTH_URL: builderUrl, ...settings }, copy, port);
}
