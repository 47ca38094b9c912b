import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for what sign-ins leave behind to run out, and for a collection of garbage. */
const restMs = 10_000;

/** What a process holds in memory now. */
export function residentMegabytes(pid: number): number {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Math.round(Number(kilobytes) / 1024);
}

/** The same after a rest. */
export async function restingMegabytes(pid: number): Promise<number> {
  await sleep(restMs);
  return residentMegabytes(pid);
}

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
