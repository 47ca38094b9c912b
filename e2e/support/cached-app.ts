import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type AppServer, startApp } from "./app-server";
import { buildCopy } from "./builder-app";
import { stack } from "./stack";

const copy = ".local/cached";

/** What a project does to turn Cache Components on. */
export const cachingGuide = "docs/cache-components.md";

/** Builds a copy of the project that has followed the guide, with the pages of `e2e/cached-app`. */
export function buildCachedApp(): Promise<void> {
  return buildCopy("cached", "e2e/cached-app", cachingGuide);
}

export const cachedUrl = () => stack().builderUrls[2];

/** Starts that copy where browsers can sign in. */
export function startCachedApp(): Promise<AppServer> {
  return startApp({ AUTH_URL: cachedUrl() }, copy, Number(new URL(cachedUrl()).port));
}

/** What `npm run build` says of that copy if its `foyer.config.ts` lists no page; the app keeps its list. */
export async function checkWithoutList(): Promise<string> {
  await writeFile(join(copy, "foyer.config.ts"), "export default {};\n");
  const command = ["--import", "tsx", "scripts/check-prerendered.ts"];
  return promisify(execFile)(process.execPath, command, { cwd: copy }).then(
    () => "",
    ({ stderr }: { stderr: string }) => stderr,
  );
}
