import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isListedAsPrerendered } from "../../lib/config/prerendered";
import { SetupError } from "../processes/setup-error";
import { prerenderedPages } from "./prerendered-pages";

/**
 * Checks a build against the list in `foyer.config.ts`.
 * @param build - the folder `.next`
 * @param listed - `prerendered` of `foyer.config.ts`
 * @throws SetupError that names every prerendered page that isn't listed
 */
export async function checkPrerendered(build: string, listed: string[]): Promise<void> {
  const pages = prerenderedPages(
    await readJson(join(build, "prerender-manifest.json")),
    await readJson(join(build, "server/pages-manifest.json")),
  );
  const unlisted = pages.filter((page) => !isListedAsPrerendered(page, listed));
  if (unlisted.length === 0) return;
  throw new SetupError(
    [
      "Next.js has prerendered pages that foyer.config.ts doesn't list:",
      ...unlisted.map((page) => `  ${page}`),
      "A prerendered page can't have a nonce, so browsers would block its scripts. Either render it",
      "for each request (`await connection()` in the page or its layout), or add it to `prerendered`",
      "in foyer.config.ts. It then gets a weaker policy: docs/security.md says what that costs.",
    ].join("\n"),
  );
}

async function readJson(path: string) {
  return JSON.parse(await readFile(path, "utf8"));
}
