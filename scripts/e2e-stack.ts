import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eraseLocalPostgres, startLocalPostgres } from "./local-postgres/local-postgres";
import { localSecret } from "./local-postgres/local-secret";
import { migrateDatabase } from "./local-postgres/migrate-database";
import { throwAwaySettings } from "./local-postgres/throw-away-settings";
import { startApp, waitForAnswer } from "./local-run/app-process";
import { startLocalProviders } from "./local-run/local-providers-process";
import { untouchedEnvironment } from "./processes/project-environment";
import { localDirectory, projectDirectory } from "./processes/project-paths";
import { SetupError } from "./processes/setup-error";
import { runStack, type Stack } from "./processes/stack";

const directory = join(localDirectory, "e2e");
const appLog = join(directory, "app.log");
const port = Number(process.env.E2E_PORT) || 3100;
const appUrl = `http://localhost:${port}`;

/** The production build with a database and providers of its own, as the browser tests use it. */
async function startE2eStack(stack: Stack): Promise<void> {
  if (!existsSync(join(projectDirectory, ".next/BUILD_ID"))) {
    throw new SetupError('There is no production build to test. Run "npm run build" first.');
  }
  const postgresDirectory = join(directory, "postgres");
  await eraseLocalPostgres(postgresDirectory);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });

  const database = await startLocalPostgres({
    directory: postgresDirectory,
    port: 54_330,
    settings: throwAwaySettings,
    signal: stack.signal,
  });
  await stack.add({ name: "The database of the tests", ...database });
  await migrateDatabase(database.url);

  const { child, description } = await startLocalProviders({
    appOrigins: [appUrl],
    port: 4110,
    signal: stack.signal,
  });
  await stack.add({ name: "The program of the local providers", ...child });

  const log = createWriteStream(appLog, { flags: "a" });
  const app = startApp({
    command: "start",
    port,
    environment: {
      ...untouchedEnvironment(),
      DATABASE_URL: database.url,
      AUTH_SECRET: await localSecret(join(directory, "auth-secret")),
      AUTH_URL: appUrl,
      // All visitors of the tests come from one address.
      RATE_LIMIT: "off",
      AUTH_GOOGLE_ID: description.google.id,
      AUTH_GOOGLE_SECRET: description.google.secret,
      AUTH_GOOGLE_ISSUER: description.googleIssuer,
      AUTH_GITHUB_ID: description.github.id,
      AUTH_GITHUB_SECRET: description.github.secret,
      AUTH_GITHUB_ENTERPRISE_URL: description.githubUrl,
    },
    onLine: (line) => log.write(`${line}\n`),
  });
  await stack.add({ name: `The app (see ${appLog})`, ...app });
  await writeFile(
    join(directory, "stack.json"),
    JSON.stringify(
      { appUrl, databaseUrl: database.url, controlUrl: description.controlUrl, appLog },
      null,
      2,
    ),
    { mode: 0o600 },
  );
  await waitForAnswer(`${appUrl}/api/health`, stack.signal);
}

await runStack(startE2eStack);
