/**
 * Sends a signal to a process, or to a process group if `pid` is negative. Signal 0 only checks
 * that it exists.
 * @returns false when there is no such process
 */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
