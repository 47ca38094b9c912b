import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { projectDirectory } from "./project-paths";

const guardFile = fileURLToPath(new URL("./orphan-guard.ts", import.meta.url));

const watched = new Set<number>();
let guard: ChildProcess | null = null;

/** Has the guard stop the process with this signal if we die without stopping it ourselves. */
export function guardProcess(pid: number, signal: NodeJS.Signals): void {
  guard ??= startGuard();
  guard.unref();
  watched.add(pid);
  guard.stdin?.write(`watch ${pid} ${signal}\n`);
}

function startGuard(): ChildProcess {
  const started = spawn(process.execPath, ["--import", "tsx", guardFile], {
    cwd: projectDirectory,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a guard (it failed to start or was killed), only this safety net is missing.
  started.on("error", () => {});
  started.stdin?.on("error", () => {});
  return started;
}

/** Tells the guard that the process has ended. The guard ends with the last process. */
export async function unguardProcess(pid: number): Promise<void> {
  watched.delete(pid);
  guard?.stdin?.write(`forget ${pid}\n`);
  if (watched.size > 0 || !guard) return;

  const last = guard;
  guard = null;
  last.ref();
  last.stdin?.end();
  if (last.exitCode === null && last.signalCode === null) await once(last, "exit");
}
