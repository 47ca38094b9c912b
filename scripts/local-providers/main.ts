import { codeOf } from "../../lib/error-cause";
import { startLocalProviders } from "./start";

/** Runs the local providers as a separate process, which ends with its parent. */
async function main(): Promise<void> {
  const port = Number(process.env.LOCAL_PROVIDERS_PORT ?? 0);
  const appOrigins = (process.env.LOCAL_PROVIDERS_APP_ORIGINS ?? "http://localhost:3000")
    .split(",")
    .map((origin) => origin.trim())
    .filter(Boolean);
  const { close, ...providers } = await startLocalProviders({ port, appOrigins });

  const stop = () => void close().finally(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // The pipe from the parent closes when the parent ends, even if it was killed.
  process.stdin.once("end", stop).once("close", stop).resume();

  console.log(JSON.stringify(providers));
}

main().catch((error: unknown) => {
  const isPortInUse = codeOf(error) === "EADDRINUSE";
  const hint = isPortInUse ? " Set LOCAL_PROVIDERS_PORT to a free port, or to 0 for any." : "";
  console.error(`${error instanceof Error ? error.message : error}${hint}`);
  process.exit(1);
});
