import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { startApp, waitForResponse } from "../local-run/app-process";
import { startThrowAwayDatabase } from "../local-run/throw-away-database";
import { startChild } from "../processes/child";
import { findFreePort } from "../processes/free-port";
import { untouchedEnvironment } from "../processes/project-environment";
import { localDirectory, projectDirectory } from "../processes/project-paths";
import type { Stack } from "../processes/stack";
import { clients } from "./users";

const directory = join(localDirectory, "load");

export type LoadStack = { appUrl: string; appPid: number; databaseUrl: string };

/** Starts the production build with its own Postgres and provider. */
export async function startLoadStack(stack: Stack): Promise<LoadStack> {
  const databaseUrl = await startThrowAwayDatabase({
    stack,
    directory,
    port: 54_350,
    name: "The database",
  });

  const provider = await startProvider(stack);
  const port = await findFreePort(3400);
  const appUrl = `http://localhost:${port}`;
  const log = createWriteStream(join(directory, "app.log"));
  const app = startApp({
    command: "start",
    port,
    environment: {
      ...untouchedEnvironment(),
      ...appSettings({ appUrl, databaseUrl, provider }),
      RATE_LIMIT: "off",
    },
    onLine: (line) => log.write(`${line}\n`),
  });
  await stack.add({ name: "The app", ...app });
  await waitForResponse(`${appUrl}/api/health`, stack.signal);
  return { appUrl, appPid: app.pid ?? 0, databaseUrl };
}

type AppSettings = { appUrl: string; databaseUrl: string; provider: string };

/** Settings with which an app signs users in at the load test's provider. */
export function appSettings({ appUrl, databaseUrl, provider }: AppSettings) {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: randomBytes(32).toString("hex"),
    AUTH_URL: appUrl,
    // The memory of a small host. Without a limit, V8 fills the machine's memory before it collects
    // garbage.
    NODE_OPTIONS: "--max-old-space-size=512",
    AUTH_GOOGLE_ID: clients.google,
    AUTH_GOOGLE_SECRET: clients.secret,
    AUTH_GOOGLE_ISSUER: `${provider}/google`,
    AUTH_GITHUB_ID: clients.github,
    AUTH_GITHUB_SECRET: clients.secret,
    AUTH_GITHUB_ENTERPRISE_URL: `${provider}/github`,
  };
}

/** @returns the provider's base URL */
export async function startProvider(stack: Stack): Promise<string> {
  let announce: (base: string) => void = () => {};
  const announced = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const child = startChild({
    command: process.execPath,
    args: ["--import", "tsx", join(projectDirectory, "scripts/load/provider.ts")],
    spawn: { cwd: projectDirectory, stdio: ["pipe", "pipe", "inherit"] },
    onLine: (line) => announce((JSON.parse(line) as { base: string }).base),
  });
  await stack.add({ name: "The provider", ...child });
  return announced;
}
