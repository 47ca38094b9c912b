/**
 * `next start`, in this process. It reads PORT from the environment but not HOSTNAME:
 * https://nextjs.org/docs/app/api-reference/cli/next#next-start-options
 */
const { HOSTNAME } = process.env;
process.argv.splice(2, 0, "start", ...(HOSTNAME ? ["--hostname", HOSTNAME] : []));
await import("next/dist/bin/next");
