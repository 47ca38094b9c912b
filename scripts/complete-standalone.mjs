/**
 * Completes `.next/standalone`. Adds the static files, which Next.js leaves to a CDN:
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/output#automatically-copying-traced-files
 * And has its server make early requests wait, as `npm start` does.
 */
import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const standalone = `${root}.next/standalone`;

// Builds on Vercel have no standalone folder: see next.config.ts.
if (existsSync(standalone)) {
  await replace(`${standalone}/.next/static`, `${root}.next/static`);
  await replace(`${standalone}/public`, `${root}public`);
  await replace(`${standalone}/early-requests.mjs`, `${root}scripts/early-requests.mjs`);
  await prepend(`${standalone}/server.js`, 'import "./early-requests.mjs";\n');
}

async function replace(target, source) {
  await rm(target, { recursive: true, force: true });
  if (existsSync(source)) await cp(source, target, { recursive: true });
}

/** The file may be from this build, or from an earlier run of this script. */
async function prepend(file, line) {
  const text = await readFile(file, "utf8");
  if (!text.startsWith(line)) await writeFile(file, line + text);
}
