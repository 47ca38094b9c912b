import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../lib/error-cause";
import { processCommand } from "./process-command";
import { SetupError } from "./setup-error";

const pollMs = 50;
const waitMs = 60_000;

/**
 * Waits until no other process holds the lock, and takes it. A process that ends without releasing it
 * loses it.
 *
 * @param path - a file that exists while the lock is held, in a directory that exists
 * @returns releases it
 * @throws SetupError that names the holder if it still holds the lock after a minute
 */
export async function takeProcessLock(
  path: string,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, await describeProcess(process.pid), { mode: 0o600 });
  try {
    const deadline = Date.now() + waitMs;
    while (!(await linkIfAbsent(own, path))) {
      signal?.throwIfAborted();
      const holder = await readFile(path, "utf8").catch(() => null);
      if (holder !== null && !(await isAlive(holder))) await rm(path, { force: true });
      else if (Date.now() < deadline) await sleep(pollMs);
      else throw new SetupError(`Process ${pidOf(holder)} has been using ${path} for a minute.`);
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}

/** A hard link appears with its content, so no one ever reads half of it. */
async function linkIfAbsent(own: string, path: string): Promise<boolean> {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** The process id with its command line: after a reboot another program may have the id. */
async function describeProcess(pid: number): Promise<string> {
  return `${pid}\n${await processCommand(pid)}`;
}

async function isAlive(holder: string): Promise<boolean> {
  return holder === (await describeProcess(Number(pidOf(holder))));
}

function pidOf(holder: string | null): string {
  return holder?.split("\n")[0] ?? "";
}
