import "server-only";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";

/**
 * Loads every page and route of a build, as Next.js does at the start with `preloadEntriesOnStart`: no
 * visitor waits for it in the middle of a sign-in. Requests are served between two pages. One that can't be
 * loaded is left to its first request, which reports the error.
 *
 * @param directory - the build's directory of compiled pages, `.next/server`
 */
export async function preloadPages(directory: string): Promise<void> {
  const load = createRequire(join(directory, "app-paths-manifest.json"));
  for (const file of await pageFiles(directory)) {
    await setImmediate();
    try {
      const page = await load(`./${file}`);
      // As Next.js does: before code of the builder's replaces `fetch`.
      page.patchFetch?.();
    } catch {}
  }
}

/** None if the app wasn't started in the directory of its build. */
async function pageFiles(directory: string): Promise<string[]> {
  try {
    const manifest = await readFile(join(directory, "app-paths-manifest.json"), "utf8");
    return Object.values(JSON.parse(manifest));
  } catch {
    return [];
  }
}
