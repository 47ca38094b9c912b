import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processCommand } from "../processes/process-command";
import { signalProcess } from "../processes/process-signal";
import { SetupError } from "../processes/setup-error";
import { isRunLocked } from "./run-lock";

const stopMs = 15_000;
/** Until Postgres has noticed on a busy machine that a killed program's connection is gone. */
const noticeMs = 1_000;
const pollMs = 50;

/**
 * Takes over the data directory: stops a Postgres that a crashed run left behind, and removes a pid
 * file whose process id now belongs to another program (after a reboot, for example).
 */
export async function clearPreviousRun(dataDirectory: string, password: string): Promise<void> {
  const previous = await readPidFile(dataDirectory);
  if (!previous) return;

  const command = await processCommand(previous.pid);
  // Postgres itself recognises a dead process, and cleans up the shared memory that it left.
  if (!command) return;
  if (!isPostgresOn(dataDirectory, command)) {
    await rm(join(dataDirectory, "postmaster.pid"), { force: true });
    return;
  }
  if (previous.port && (await staysLocked(previous.port, password))) {
    throw new SetupError(
      `Another run of this project is using the database in ${dataDirectory}.\n` +
        "Stop it first (Ctrl-C in its terminal), or set DATABASE_URL for this one.",
    );
  }
  // SIGINT: disconnect clients and stop; SIGQUIT: stop now, recover at the next start.
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    signalProcess(previous.pid, signal);
    const deadline = Date.now() + stopMs;
    while (Date.now() < deadline) {
      if (!isPostgresOn(dataDirectory, await processCommand(previous.pid))) return;
      await sleep(pollMs);
    }
  }
  throw new SetupError(
    `The Postgres of an earlier run (process ${previous.pid}) does not stop. Kill it and start again.`,
  );
}

async function staysLocked(port: number, password: string): Promise<boolean> {
  const deadline = Date.now() + noticeMs;
  while (Date.now() < deadline) {
    if (!(await isRunLocked(port, password))) return false;
    await sleep(pollMs);
  }
  return true;
}

function isPostgresOn(dataDirectory: string, command: string | null): boolean {
  if (!command?.includes("postgres")) return false;
  // On Windows only the program's name is known.
  return process.platform === "win32" || command.includes(dataDirectory);
}

/** Reads the file that Postgres keeps in its data directory while it runs. */
export async function readPidFile(dataDirectory: string): Promise<PidFile | null> {
  const text = await readFile(join(dataDirectory, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port, , , , status] = text.split("\n");
  if (!pid || !Number(pid)) return null;
  return { pid: Number(pid), port: Number(port) || null, isReady: status?.trim() === "ready" };
}

type PidFile = { pid: number; port: number | null; isReady: boolean };
