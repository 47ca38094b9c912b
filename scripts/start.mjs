import "./early-requests.mjs";
import { existsSync } from "node:fs";

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
process.argv.splice(2, 0, "start", ...(HOSTNAME ? ["--hostname", HOSTNAME] : []));
await import("next/dist/bin/next");

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
