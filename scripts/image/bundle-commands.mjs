import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/** The commands of a deployment, by the name of their file beside `server.js`. */
const commands = {
  migrate: "scripts/migrate.ts",
  doctor: "scripts/doctor.ts",
  users: "scripts/users.ts",
  "move-accounts": "scripts/move-accounts.ts",
};

/** As deep as scripts/processes, from which project-paths.ts finds the project's folder. */
const folder = "scripts/commands";

const serverOnly = dirname(createRequire(import.meta.url).resolve("server-only"));

/** What Node gives CommonJS modules, which some packages are. */
const commonJs = `import { createRequire as createRequireOfCommand } from "node:module";
import { fileURLToPath as toPathOfCommand } from "node:url";
const require = createRequireOfCommand(import.meta.url);
const __filename = toPathOfCommand(import.meta.url);
const __dirname = toPathOfCommand(new URL(".", import.meta.url));`;

/**
 * Bundles the commands with all that they import, so that they need neither tsx nor packages. The
 * builder's own files get in as well.
 *
 * @param {string} root - the project
 * @param {string} standalone - gets `migrate.mjs`, `doctor.mjs`, … and `release.mjs`, which runs these two
 */
export async function bundleCommands(root, standalone) {
  await rm(join(standalone, folder), { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: commands,
    outdir: join(standalone, folder),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.9",
    // As scripts/doctor/server-only.mjs does for tsx.
    alias: { "server-only": join(serverOnly, "empty.js") },
    banner: { js: commonJs },
    logLevel: "warning",
  });
  for (const name of Object.keys(commands)) {
    await writeFile(join(standalone, `${name}.mjs`), startOf(name));
  }
  await writeFile(join(standalone, "release.mjs"), release);
}

/** For hosts that run one command before a version starts, and without a shell. */
const release = `await import("./migrate.mjs");
if (!process.exitCode) await import("./doctor.mjs");
`;

/** The commands read `drizzle/` in the current directory; `server.js` changes it in the same way. */
function startOf(name) {
  return `import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL(".", import.meta.url)));
await import("./${folder}/${name}.mjs");
`;
}
