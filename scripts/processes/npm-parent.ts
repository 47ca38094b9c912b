const pollMs = 300;

/**
 * Calls back when the npm command that started this process has gone.
 *
 * npm starts scripts through a shell that forwards no signals. Killing npm (an IDE's stop button, a
 * script) ends that shell; this process only sees its parent change.
 */
export function onNpmGone(callback: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, pollMs);
  timer.unref();
}
