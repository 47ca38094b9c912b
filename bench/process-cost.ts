import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { SetupError } from "../scripts/processes/setup-error";

/** Linux counts CPU time in hundredths of a second on every machine: USER_HZ in proc(5). */
const millisecondsPerTick = 10;

/** @throws SetupError on systems without /proc */
export function requireProcessAccounts(): void {
  if (existsSync("/proc/self/stat")) return;
  throw new SetupError(
    "The benchmark reads the CPU time of processes from /proc, which only Linux has. Run it on Linux or in a container.",
  );
}

/**
 * The CPU time of a process and all its children, including those that have ended, in milliseconds
 * (fields 14 to 17 of /proc/<pid>/stat).
 */
export async function cpuMilliseconds(pid: number): Promise<number> {
  const own = (await statOf(pid)) ?? [];
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = own.slice(11, 15).map(Number);
  let ticks = user + system + endedUser + endedSystem;
  for (const child of await childrenOf(pid)) {
    const stat = (await statOf(child)) ?? [];
    ticks += Number(stat[11] ?? 0) + Number(stat[12] ?? 0);
  }
  return ticks * millisecondsPerTick;
}

export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = [];
  for (const name of await readdir("/proc")) {
    if (/^\d+$/.test(name) && Number((await statOf(Number(name)))?.[1]) === pid) {
      children.push(Number(name));
    }
  }
  return children;
}

/** The fields of /proc/<pid>/stat from the third on. Null if the process has just ended. */
async function statOf(pid: number): Promise<string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

export async function parentOf(pid: number): Promise<number> {
  return Number((await statOf(pid))?.[1]);
}
