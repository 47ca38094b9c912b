import "./early-requests.mjs";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Runs `next start` in this process. Next.js reads PORT from the environment, but not HOSTNAME:
 * https://nextjs.org/docs/app/api-reference/cli/next#next-start-options
 */
const { HOSTNAME, npm_lifecycle_event } = process.env;
if (npm_lifecycle_event) stopWithNpm();
if (!existsSync(".next/BUILD_ID")) {
  process.stderr.write('There is no production build to start. Run "npm run build" first.\n');
  process.exit(1);
}
takeConfigOfBuild();
process.argv.splice(2, 0, "start", ...(HOSTNAME ? ["--hostname", HOSTNAME] : []));
// Not `import`, which needs Node.js 20.10 for a file without an extension.
createRequire(import.meta.url)("next/dist/bin/next");

/**
 * Passes on the configuration that the build has resolved, as the `server.js` of a standalone build does.
 * Without it, Next.js compiles next.config.ts at every start, and its compiler stays in memory: 200 of 1,320
 * ms of CPU time, and 40 of 160 MB (2026-11-29).
 */
function takeConfigOfBuild() {
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/**
 * Stops the app once npm has gone. npm starts us through a shell that forwards no signals, so
 * stopping npm would leave the app running.
 */
function stopWithNpm() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, 300);
  timer.unref();
}
