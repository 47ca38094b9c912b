import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../processes/child";
import { type Environment, nextEnvironmentFrom } from "../processes/project-environment";
import { nextCommandOf, projectDirectory } from "../processes/project-paths";

const pollMs = 150;
const requestMs = 60_000;

/** Starts `next dev` or `next start` with the given environment. */
export function startApp({
  command,
  port,
  environment,
  onLine,
  directory = projectDirectory,
}: AppOptions): Child {
  return startChild({
    command: process.execPath,
    args: [...commandOf(command, directory), "--port", String(port)],
    spawn: {
      cwd: directory,
      env: nextEnvironmentFrom(environment),
      stdio: ["ignore", "pipe", "pipe"],
    },
    // On any other signal, "next dev" kills its server after a tenth of a second anyway, and leaves
    // a process behind to send telemetry. Nothing is lost by killing it.
    stopSignal: command === "dev" ? "SIGKILL" : "SIGTERM",
    onLine,
  });
}

/** A build of this project, or of a copy, starts as in production. */
function commandOf(command: AppOptions["command"], directory: string): string[] {
  const start = "scripts/start.mjs";
  return command === "start" && existsSync(join(directory, start))
    ? [join(projectDirectory, start)]
    : [nextCommandOf(directory), command];
}

/** Waits until the app accepts connections; its pages may not be compiled yet. */
export async function waitUntilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!(await acceptsConnections(port))) await sleep(pollMs, undefined, { signal });
}

function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "localhost" });
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Waits for any response from the URL. @returns its status */
export async function waitForResponse(url: string, signal: AbortSignal): Promise<number> {
  for (;;) {
    signal.throwIfAborted();
    const timeout = AbortSignal.timeout(requestMs);
    const status = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => null,
    );
    if (status !== null) return status;
    await sleep(pollMs, undefined, { signal });
  }
}

/** Whether a line of Next.js's output only repeats our own table, or settings of the project's. */
export function isNextBanner(line: string): boolean {
  return /^\s*(▲ |- (Local|Network|Environments|Experiments)\b|✓ (Starting|Ready|Running next\.config)|[✓⨯·] \w+(:.*)?$)|^\s*$/.test(
    line,
  );
}

type AppOptions = {
  command: "dev" | "start";
  port: number;
  environment: Environment;
  onLine: (line: string) => void;
  /** The app's directory; this project's by default. */
  directory?: string;
};
