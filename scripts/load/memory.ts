import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for what sign-ins leave behind to expire, and for a garbage collection. */
const restMs = 10_000;

/** The resident memory of a process now. */
export function residentMegabytes(pid: number): number {
  const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Math.round(Number(kilobytes) / 1024);
}

/** The resident memory of a process after ten idle seconds. */
export async function restingMegabytes(pid: number): Promise<number> {
  await sleep(restMs);
  return residentMegabytes(pid);
}

export function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
