import pLimit, { type LimitFunction } from "p-limit";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";

/** Those who wait for a connection, and when Postgres last answered or nobody had asked. */
type Queue = { line: LimitFunction; aliveAt: number };

/** Whoever waited for so long has left; 500 sign-ins at once wait half as long on two cores. */
const maxWaitMilliseconds = 30_000;

const queue = () =>
  globalSingleton<Queue>("turns", () => ({
    line: pLimit({ concurrency: env().DATABASE_POOL_MAX, rejectOnClear: true }),
    aliveAt: 0,
  }));

/**
 * Runs a piece of work when a connection is free for it, so that its own deadline does not count the
 * waiting of a busy hour, and so that what is given up in line has not begun.
 *
 * @throws DOMException AbortError when it waited for too long, or Postgres has become silent meanwhile
 */
export function enqueue<T>(work: () => Promise<T>): Promise<T> {
  const { line } = queue();
  if (line.activeCount + line.pendingCount === 0) noteResponse();
  const since = Date.now();
  return line(() => {
    if (Date.now() - since > maxWaitMilliseconds) throw new DOMException("too late", "AbortError");
    return work();
  });
}

export function noteResponse(): void {
  queue().aliveAt = Date.now();
}

/** Sends away all who wait, unless Postgres has answered somebody in the last while. */
export function rejectQueued(silenceMilliseconds: number): void {
  if (Date.now() - queue().aliveAt >= silenceMilliseconds) queue().line.clearQueue();
}
