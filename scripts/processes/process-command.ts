import { readFile } from "node:fs/promises";
import { runCommand } from "./run-command";

/**
 * The command line of a running process, or null if there is no such process or it can't be read.
 */
export async function processCommand(pid: number): Promise<string | null> {
  try {
    // Slim container images have no ps.
    if (process.platform === "linux") {
      return (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ").trim() || null;
    }
    if (process.platform === "win32") {
      const filter = ["/fi", `PID eq ${pid}`, "/fo", "csv", "/nh"];
      const found = await runCommand("tasklist", filter);
      return found.startsWith('"') ? found : null;
    }
    return (await runCommand("ps", ["-o", "args=", "-p", String(pid)])) || null;
  } catch {
    return null;
  }
}
