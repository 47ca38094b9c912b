import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";

/** Only Linux reports the peak memory of a process. */
export const knowsPeakMemory = existsSync("/proc/self/clear_refs");

/**
 * How far the memory of a process peaks above its start during some work: VmHWM minus VmRSS of
 * proc_pid_status(5), after a reset of the peak (proc_pid_clear_refs(5)).
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
