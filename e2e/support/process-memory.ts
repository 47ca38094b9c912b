import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";

/** Only Linux tells how much memory a process has used at most. */
export const knowsPeakMemory = existsSync("/proc/self/clear_refs");

/**
 * How far the memory of a process rises above where it starts, at the highest point of some work:
 * VmRSS and VmHWM in proc_pid_status(5), the peak set back before (proc_pid_clear_refs(5)).
 */
export async function peakGrowthMegabytes(pid: number, work: () => Promise<unknown>) {
  await writeFile(`/proc/${pid}/clear_refs`, "5");
  const before = await megabytes(pid, "VmRSS");
  await work();
  return Math.round((await megabytes(pid, "VmHWM")) - before);
}

async function megabytes(pid: number, field: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
}
