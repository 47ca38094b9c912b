import { existsSync } from "node:fs";

/**
 * `next start`, in this process. It reads PORT from the environment but not HOSTNAME:
 * https://nextjs.org/docs/app/api-reference/cli/next#next-start-options
 */
const { HOSTNAME, npm_lifecycle_event } = process.env;
if (npm_lifecycle_event) endWithNpm();
if (!existsSync(".next/BUILD_ID")) {
  process.stderr.write('There is no build here to start. Run "npm run build" first.\n');
  process.exit(1);
}
process.argv.splice(2, 0, "start", ...(HOSTNAME ? ["--hostname", HOSTNAME] : []));
await import("next/dist/bin/next");

/** npm runs us through a shell that passes no signal on: told to end, it would leave us behind. */
function endWithNpm() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, 300);
  timer.unref();
}
