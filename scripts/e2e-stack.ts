import { createWriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { localSecret } from "./local-postgres/local-secret";
import { startApp, waitForResponse } from "./local-run/app-process";
import { startLocalProviders } from "./local-run/local-providers-process";
import { startThrowAwayDatabase } from "./local-run/throw-away-database";
import { findFreePort } from "./processes/free-port";
import { untouchedEnvironment } from "./processes/project-environment";
import { localDirectory } from "./processes/project-paths";
import { runStack, type Stack } from "./processes/stack";

const directory = join(localDirectory, "e2e");
const appLog = join(directory, "app.log");
const port = Number(process.env.E2E_PORT) || 3100;
const appUrl = `http://localhost:${port}`;

/** Starts the production build with its own database and providers, for the browser tests. */
async function startE2eStack(stack: Stack): Promise<void> {
  const databaseUrl = await startThrowAwayDatabase({
    stack,
    directory,
    port: 54_330,
    name: "The database of the tests",
  });
  await copyDatabase(databaseUrl, "migrated");

  const httpsOrigin = `https://localhost:${await findFreePort(port + 300)}`;
  const builderUrls = [
    `http://localhost:${await findFreePort(port + 400)}`,
    `http://localhost:${await findFreePort(port + 500)}`,
    `http://localhost:${await findFreePort(port + 700)}`,
  ];
  const otherUrl = `http://localhost:${await findFreePort(port + 600)}`;
  const { child, description } = await startLocalProviders({
    // e2e/https.spec.ts runs the app at the second one.
    appOrigins: [appUrl, "https://foyer.example", httpsOrigin, ...builderUrls, otherUrl],
    port: port + 1010,
    signal: stack.signal,
  });
  await stack.add({ name: "The local providers", ...child });

  const authSecret = await localSecret(join(directory, "auth-secret"));
  const log = createWriteStream(appLog, { flags: "a" });
  const app = startApp({
    command: "start",
    port,
    environment: {
      ...untouchedEnvironment(),
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: authSecret,
      AUTH_URL: appUrl,
      // All tests share one IP address, whose limits they would exceed.
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
  const { controlUrl } = description;
  const addresses = {
    appUrl,
    httpsOrigin,
    builderUrls,
    otherUrl,
    databaseUrl,
    controlUrl,
    appLog,
    authSecret,
  };
  const file = join(directory, "stack.json");
  await writeFile(file, JSON.stringify(addresses, null, 2), { mode: 0o600 });
  await waitForResponse(`${appUrl}/api/health`, stack.signal);
}

/** Copies the migrated database, which needs that nobody uses it yet. Tests copy the copy: e2e/support/own-database.ts. */
async function copyDatabase(databaseUrl: string, name: string): Promise<void> {
  const url = new URL(databaseUrl);
  const original = url.pathname.slice(1);
  url.pathname = "/postgres";
  const sql = postgres(url.href, { max: 1 });
  await sql`create database ${sql(name)} template ${sql(original)}`;
  await sql.end();
}

await runStack(startE2eStack);
