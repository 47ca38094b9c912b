import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { guardProcess, unguardProcess } from "./orphan-guard-link";
import { signalProcess } from "./process-signal";

const windows = process.platform === "win32";

/**
 * Starts a program in its own process group. Ctrl-C then reaches only this process, which stops the
 * others in order.
 */
export function startChild(options: ChildOptions): Child {
  const stopSignal = options.stopSignal ?? "SIGTERM";
  const child = spawn(options.command, options.args, {
    ...options.spawn,
    detached: !windows,
    windowsHide: true,
  });
  if (child.pid) guardProcess(child.pid, stopSignal);
  if (options.onLine) forwardLines(child, options.onLine);

  const exited = waitForExit(child);
  return {
    pid: child.pid,
    stdin: child.stdin,
    exited,
    stop: () => stopChild({ child, exited, stopSignal, graceMs: options.graceMs ?? 5_000 }),
  };
}

function forwardLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", onLine);
  }
}

function waitForExit(child: ChildProcess): Promise<ChildExit> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ reason: error.message, code: null }));
    child.once("exit", (code, signal) => {
      const { pid } = child;
      // Kills what outlives the group's leader, such as Next.js workers.
      if (pid && !windows) signalProcess(-pid, "SIGKILL");
      const reason = signal ? `ended by ${signal}` : `exit code ${code}`;
      const exit = { reason, code };
      if (pid) void unguardProcess(pid).then(() => resolve(exit));
      else resolve(exit);
    });
  });
}

async function stopChild({ child, exited, stopSignal, graceMs }: StopOptions): Promise<void> {
  const { pid } = child;
  if (!pid || child.exitCode !== null || child.signalCode !== null) {
    await exited;
    return;
  }
  if (windows) spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
  else signalProcess(pid, stopSignal);

  const force = setTimeout(() => signalProcess(-pid, "SIGKILL"), graceMs);
  await exited;
  clearTimeout(force);
}

type ChildOptions = {
  command: string;
  args: string[];
  spawn: Omit<SpawnOptions, "detached">;
  stopSignal?: NodeJS.Signals;
  /** How long the program may take to stop before it is killed. */
  graceMs?: number;
  onLine?: (line: string) => void;
};

type StopOptions = {
  child: ChildProcess;
  exited: Promise<ChildExit>;
  stopSignal: NodeJS.Signals;
  graceMs: number;
};

type ChildExit = { reason: string; code: number | null };

export type Child = {
  pid: number | undefined;
  stdin: ChildProcess["stdin"];
  exited: Promise<ChildExit>;
  stop(): Promise<void>;
};
