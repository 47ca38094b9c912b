import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { localSecret } from "../local-postgres/local-secret";
import { findFreePort, isPortFree } from "../processes/free-port";
import { readProjectEnvironment } from "../processes/project-environment";
import { localDirectory, migrationsDirectory } from "../processes/project-paths";
import type { Stack } from "../processes/stack";
import { isNextBanner, startApp, waitForResponse, waitUntilListening } from "./app-process";
import { rememberAppUrl } from "./app-url";
import { keepLocalAccounts } from "./local-accounts";
import { startDatabase, startProviders } from "./local-parts";
import { describeLocalRun } from "./local-run-table";
import { readableLine } from "./readable-log";
import { watchMigrations } from "./watch-migrations";

const defaultPort = 3000;
const orphanMs = 1_500;
const pollMs = 100;

/**
 * Starts the app with everything it needs. Parts that the environment names are used as they are;
 * the others are started here.
 */
export async function startLocalRun(stack: Stack, command: "dev" | "start"): Promise<void> {
  const begun = Date.now();
  const isDevelopment = command === "dev";
  const print = linePrinter(isDevelopment);
  const environment = readProjectEnvironment(isDevelopment ? "development" : "production");
  console.log("Starting the database, the providers and the app …");
  const wantedPort = Number(environment.PORT) || defaultPort;
  const port = await choosePort(wantedPort);
  if (port !== wantedPort) console.log(`Port ${wantedPort} is in use, so the app uses ${port}.`);
  const appUrl = environment.AUTH_URL || `http://localhost:${port}`;

  const [database, providers] = await settleBoth(
    startDatabase(stack, environment),
    startProviders(stack, environment, [`http://localhost:${port}`, new URL(appUrl).origin]),
  );
  const { AUTH_GOOGLE_ISSUER, AUTH_GITHUB_ENTERPRISE_URL } = providers.environment;
  if (database.dataDirectory !== null) {
    await keepLocalAccounts(database.url, [
      { provider: "google", issuer: AUTH_GOOGLE_ISSUER ?? null },
      { provider: "github", issuer: AUTH_GITHUB_ENTERPRISE_URL ?? null },
    ]);
    // For the links of `npm run users`.
    await rememberAppUrl(appUrl);
  }
  const secret =
    environment.AUTH_SECRET || (await localSecret(join(localDirectory, "auth-secret")));

  let isReady = false;
  const app = startApp({
    command,
    port,
    environment: {
      ...process.env,
      ...providers.environment,
      DATABASE_URL: database.url,
      AUTH_SECRET: secret,
      AUTH_URL: appUrl,
      PORT: String(port),
    },
    onLine: (line) => {
      if (isReady || !isNextBanner(line)) print(line);
    },
  });
  await stack.add({ name: "Next.js", ...app });
  const table = describeLocalRun({ command, appUrl, database, providers: providers.rows });
  // The first page of `next dev` waits for its compiler; the developer needn't wait for the address.
  if (isDevelopment) {
    await waitUntilListening(port, stack.signal);
    console.log(table);
    void watchMigrations({
      folder: migrationsDirectory,
      databaseUrl: database.dataDirectory === null ? null : database.url,
      signal: stack.signal,
      say: console.log,
    });
  }
  const status = await waitForResponse(`http://localhost:${port}/`, stack.signal);
  isReady = true;
  if (status >= 500) console.error(`The app responds with status ${status}; see the error above.`);
  console.log(isDevelopment ? readyIn(begun) : table);
}

function readyIn(begun: number): string {
  return `The first page is ready, ${((Date.now() - begun) / 1000).toFixed(1)} seconds after the start.`;
}

/** In development, the log is for a person; in production, for programs. */
function linePrinter(isDevelopment: boolean): (line: string) => void {
  const hasColours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return (line) => console.log(isDevelopment ? readableLine(line, hasColours) : line);
}

async function choosePort(wanted: number): Promise<number> {
  // After a crash, the orphan guard may still be stopping the app of the last run.
  const deadline = Date.now() + orphanMs;
  while (!(await isPortFree(wanted)) && Date.now() < deadline) await sleep(pollMs);
  return findFreePort(wanted);
}

// Waits for both even if one fails: the stack can only stop a part that has been added to it.
async function settleBoth<First, Second>(
  first: Promise<First>,
  second: Promise<Second>,
): Promise<[First, Second]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}
