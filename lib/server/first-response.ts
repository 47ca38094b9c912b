import "server-only";
import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** Emitted when a server has sent a response: https://nodejs.org/api/diagnostics_channel.html#http */
const channel = "http.server.response.finish";

/** Long enough for a visitor who waits for the start, and short enough for a visitor who comes later. */
export const idleStartMilliseconds = 1_000;

/**
 * Runs `work` once the first response has been sent, or a second after the start if no request comes. What
 * no response needs would otherwise delay the first one.
 */
export function afterFirstResponse(work: () => void): void {
  const run = () => {
    unsubscribe(channel, run);
    clearTimeout(timer);
    work();
  };
  const timer = setTimeout(run, idleStartMilliseconds);
  timer.unref();
  subscribe(channel, run);
}
