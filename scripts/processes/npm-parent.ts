const pollMs = 300;

/**
 * Calls back when the npm command that started us has gone.
 *
 * npm runs us through a shell that passes no signals on: killing npm (an IDE's stop button, a
 * script) ends that shell, but reaches us only as a change of our parent.
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
