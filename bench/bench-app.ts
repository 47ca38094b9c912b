import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { appSettings } from "../scripts/load/load-stack";
import { startApp } from "../scripts/local-run/app-process";
import type { Child } from "../scripts/processes/child";
import { findFreePort } from "../scripts/processes/free-port";
import { untouchedEnvironment } from "../scripts/processes/project-environment";
import { localDirectory } from "../scripts/processes/project-paths";
import type { Stack } from "../scripts/processes/stack";

/** An app to measure: a folder with its production build, its database, and its own settings. */
export type BenchApp = {
  name: string;
  directory: string;
  databaseUrl: string;
  settings?: Record<string, string>;
};

export type RunningApp = {
  name: string;
  url: string;
  pid: number;
  startedInMs: number;
  stop(): Promise<void>;
};

const pollMs = 2;
const requestMs = 5_000;
const startMs = 60_000;
const firstPort = 3500;

/** All sign-ins come from one IP address. The limits stay on, so that their cost is measured. */
const generousLimits = { RATE_LIMIT_SIGN_IN: "1000000/1m", RATE_LIMIT_CALLBACK: "1000000/1m" };

/** Starts an app, and waits until its home page responds with a 2xx status. */
export async function startBenchApp(
  stack: Stack,
  { name, directory, databaseUrl, settings }: BenchApp,
  provider: string,
): Promise<RunningApp> {
  const port = await findFreePort(firstPort);
  const url = `http://localhost:${port}`;
  const log = createWriteStream(join(localDirectory, "bench", `${name.replace(/\W+/g, "-")}.log`));
  const begun = performance.now();
  const child = startApp({
    command: "start",
    port,
    environment: {
      ...untouchedEnvironment(),
      ...appSettings({ appUrl: url, databaseUrl, provider }),
      ...generousLimits,
      ...settings,
    },
    onLine: (line) => log.write(`${line}\n`),
    directory,
  });
  await stack.add({ name, stop: child.stop });
  await waitForFirstResponse(url, child, stack.signal);
  const startedInMs = performance.now() - begun;
  return { name, url, pid: child.pid ?? 0, startedInMs, stop: child.stop };
}

async function waitForFirstResponse(url: string, child: Child, signal: AbortSignal): Promise<void> {
  let ended: string | null = null;
  void child.exited.then(({ reason }) => {
    ended = reason;
  });
  const deadline = performance.now() + startMs;
  let last = "no response";
  while (performance.now() < deadline && !ended) {
    signal.throwIfAborted();
    const abortOrTimeout = AbortSignal.any([signal, AbortSignal.timeout(requestMs)]);
    const response = await fetch(url, { signal: abortOrTimeout }).catch(() => null);
    if (response?.ok) return void (await response.text());
    if (response) last = `status ${response.status}`;
    await sleep(pollMs, undefined, { signal });
  }
  throw new Error(`${url} did not start (${ended ?? last}); see its log in .local/bench.`);
}
