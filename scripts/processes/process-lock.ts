import { randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../../lib/error-cause";
import { processCommand } from "./process-command";
import { SetupError } from "./setup-error";

const pollMs = 50;
const waitMs = 60_000;
/** Most holders finish sooner, and then there is nothing to report. */
const noticeMs = 1_000;

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
  { signal, onWait }: LockOptions = {},
): Promise<() => Promise<void>> {
  const own = `${path}.${randomUUID()}`;
  await writeFile(own, await describeProcess(process.pid), { mode: 0o600 });
  try {
    const begun = Date.now();
    let notify = onWait;
    while (!(await linkIfAbsent(own, path))) {
      signal?.throwIfAborted();
      const holder = await readFile(path, "utf8").catch(() => null);
      const waitedMs = Date.now() - begun;
      if (holder !== null && !(await isAlive(holder))) await rm(path, { force: true });
      else if (waitedMs > waitMs) throw new SetupError(stillHeld(path, holder));
      else await sleep(pollMs);
      if (holder !== null && waitedMs > noticeMs) {
        notify?.(nameOf(holder));
        notify = undefined;
      }
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

function stillHeld(path: string, holder: string | null): string {
  return `Another process has been using ${path} for a minute: ${nameOf(holder)}. Let it finish, or end it.`;
}

/** A process as people find it: its id and its command. */
function nameOf(holder: string | null): string {
  const [pid = "", command = ""] = holder?.split("\n") ?? [];
  return `process ${pid} (${command})`;
}

function pidOf(holder: string): string {
  return holder.split("\n")[0] ?? "";
}

type LockOptions = {
  signal?: AbortSignal | undefined;
  /** Called once if the wait takes longer than a second. */
  onWait?: (holder: string) => void;
};
