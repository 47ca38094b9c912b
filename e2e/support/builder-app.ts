import { execFile } from "node:child_process";
import { cp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { type AppServer, startApp } from "./app-server";

const copy = ".local/builder";
const bare = ".local/bare";

/** The builder's proxy without Foyer's. */
const bareProxy = `
export { acmeProxy as proxy } from "./acme-proxy";
export const config = { matcher: "/((?!_next/|upload$|api/).*)" };
`;

export const builderBuildMs = 300_000;

/** Builds a copy of the project with a builder's own files added: `e2e/builder-app`. */
export function buildBuilderApp(): Promise<void> {
  return buildCopy("builder", "e2e/builder-app");
}

/**
 * Builds a copy of the project with the files of a folder added.
 * @param guides - documents whose steps are followed first
 */
export async function buildCopy(name: string, folder: string, ...guides: string[]): Promise<void> {
  const command = ["--import", "tsx", "scripts/build-copy.ts", name, folder, ...guides];
  const options = { maxBuffer: 2 ** 26 };
  await promisify(execFile)(process.execPath, command, options).catch((error) => {
    throw new Error(`The copy ${name} does not build:\n${error.stdout}\n${error.stderr}`);
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

/** Builds a Next.js app of the builder's files alone, without Foyer, and those of `e2e/bare-app`. */
export async function buildBareApp(): Promise<void> {
  await rm(bare, { recursive: true, force: true });
  const foyers = /\(app\)\/authjs|foyer\.config\.ts$|builder-app\/proxy\.ts$/;
  await cp("e2e/builder-app", bare, { recursive: true, filter: (from) => !foyers.test(from) });
  await cp("e2e/bare-app", bare, { recursive: true });
  await writeFile(join(bare, "proxy.ts"), bareProxy);
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const options = { cwd: join(process.cwd(), bare), maxBuffer: 2 ** 26 };
  await promisify(execFile)(process.execPath, [next, "build"], options).catch((error) => {
    throw new Error(`The bare app does not build:\n${error.stdout}\n${error.stderr}`);
  });
}

export function startBareApp(): Promise<AppServer> {
  return startApp({}, bare);
}
