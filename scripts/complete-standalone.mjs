/**
 * Adds the static files to `.next/standalone`; Next.js leaves them to a CDN:
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/output#automatically-copying-traced-files
 */
import { existsSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const standalone = `${root}.next/standalone`;

// Builds on Vercel have no standalone folder: see next.config.ts.
if (existsSync(standalone)) {
  await replace(`${standalone}/.next/static`, `${root}.next/static`);
  await replace(`${standalone}/public`, `${root}public`);
}

async function replace(target, source) {
  await rm(target, { recursive: true, force: true });
  if (existsSync(source)) await cp(source, target, { recursive: true });
}
