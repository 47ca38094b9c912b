import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { preloadPages } from "./preload-pages";

let directory: string;
const loaded: string[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "foyer-pages-"));
  loaded.length = 0;
  Reflect.set(globalThis, "loadedPages", loaded);
});

afterEach(async () => {
  Reflect.deleteProperty(globalThis, "loadedPages");
  await rm(directory, { recursive: true });
});

/** A build with these compiled pages. */
async function writeBuild(pages: Record<string, string>): Promise<void> {
  for (const [file, code] of Object.entries(pages)) await writeFile(join(directory, file), code);
  const manifest = Object.fromEntries(Object.keys(pages).map((file) => [`/${file}/page`, file]));
  await writeFile(join(directory, "app-paths-manifest.json"), JSON.stringify(manifest));
}

const page = (name: string) =>
  `module.exports = Promise.resolve({ patchFetch: () => loadedPages.push("${name}") });`;

test("loads every page and route of the build, and has each patch fetch", async () => {
  await writeBuild({ "home.js": page("home"), "health.js": page("health") });
  await preloadPages(directory);
  expect(loaded).toEqual(["home", "health"]);
});

test("a page that can't be loaded is left to its first request, and the others are loaded", async () => {
  await writeBuild({ "broken.js": "throw new Error('no')", "home.js": page("home") });
  await preloadPages(directory);
  expect(loaded).toEqual(["home"]);
});

test("serves what comes in between two pages", async () => {
  const request = "setImmediate(() => loadedPages.push('request'));";
  await writeBuild({ "home.js": request + page("home"), "health.js": page("health") });
  await preloadPages(directory);
  expect(loaded).toEqual(["home", "request", "health"]);
});

test("does nothing if the app wasn't started in the directory of its build", async () => {
  await expect(preloadPages(join(directory, "elsewhere"))).resolves.toBeUndefined();
});
