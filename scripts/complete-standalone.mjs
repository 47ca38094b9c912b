/**
 * Completes `.next/standalone`, from which the container image is made. Adds the static files, which
 * Next.js leaves to a CDN:
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/output#automatically-copying-traced-files
 * Has its server make early requests wait, as `npm start` does. And adds the commands of a deployment.
 */
import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const standalone = `${root}.next/standalone`;

/** The commands that messages and documents name work here too. */
const scripts = {
  start: "node server.js",
  "db:migrate": "node migrate.mjs",
  doctor: "node doctor.mjs",
  users: "node users.mjs",
  "accounts:move": "node move-accounts.mjs",
};

// Builds on Vercel have no standalone folder: see next.config.ts.
if (existsSync(standalone)) {
  await replace(`${standalone}/.next/static`, `${root}.next/static`);
  await replace(`${standalone}/public`, `${root}public`);
  await replace(
    `${standalone}/drizzle`,
    `${root}drizzle`,
    (file) => !/_snapshot\.json$/.test(file),
  );
  // Next.js adds every .sql file, since it can't tell from which folder the app reads them.
  for (const folder of ["bench", "deploy"]) await remove(`${standalone}/${folder}`);
  await replace(`${standalone}/early-requests.mjs`, `${root}scripts/early-requests.mjs`);
  await prepend(`${standalone}/server.js`, 'import "./early-requests.mjs";\n');
  await replaceScripts(`${standalone}/package.json`);
  const { bundleCommands } = await import("./image/bundle-commands.mjs");
  await bundleCommands(root, standalone);
}

async function replace(target, source, filter) {
  await remove(target);
  if (existsSync(source)) await cp(source, target, { recursive: true, filter });
}

function remove(target) {
  return rm(target, { recursive: true, force: true });
}

/** The file may be from this build, or from an earlier run of this script. */
async function prepend(file, line) {
  const text = await readFile(file, "utf8");
  if (!text.startsWith(line)) await writeFile(file, line + text);
}

async function replaceScripts(file) {
  const project = JSON.parse(await readFile(file, "utf8"));
  await writeFile(file, `${JSON.stringify({ ...project, scripts }, null, 2)}\n`);
}
