import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { projectDirectory } from "./project-paths";

const guardFile = fileURLToPath(new URL("./orphan-guard.ts", import.meta.url));

const watched = new Set<number>();
let guard: ChildProcess | null = null;

/** Has the process stopped with this signal if we die without stopping it ourselves. */
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
  // A guard that cannot start or was killed only costs this safety net.
  started.on("error", () => {});
  started.stdin?.on("error", () => {});
  return started;
}

/** Tells the guard that the process has ended; with the last one the guard ends too. */
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
