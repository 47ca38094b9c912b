import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type AppServer, startApp } from "./app-server";

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

/** Starts that copy, on the stack's database unless the settings name another. */
export function startBuilderApp(settings: Record<string, string> = {}): Promise<AppServer> {
  return startApp(settings, copy);
}

/** Starts that copy at one of `stack().builderUrls`, where browsers can sign in. */
export function startBuilderAppAt(
  url: string,
  settings: Record<string, string>,
): Promise<AppServer> {
  return startApp({ AUTH_URL: url, ...settings }, copy, Number(new URL(url).port));
}
