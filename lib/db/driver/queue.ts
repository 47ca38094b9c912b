import pLimit, { type LimitFunction } from "p-limit";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";

/** Queued queries, and when Postgres last responded (or the queue was last idle), by the monotonic clock. */
type Queue = { limit: LimitFunction; respondedAt: number };

/** Visitors leave after so long a wait. 500 sign-ins at once wait half as long on two cores. */
const maxWaitMilliseconds = 30_000;

const queue = () =>
  globalSingleton<Queue>("query-queue", () => ({
    limit: pLimit({ concurrency: env().DATABASE_POOL_MAX, rejectOnClear: true }),
    respondedAt: 0,
  }));

/**
 * Runs a query when a connection is free for it. Its own deadline starts only then, so that a busy
 * hour doesn't count against it, and a query that is rejected in the queue has never started.
 *
 * @throws DOMException AbortError if it waited too long, or Postgres stopped responding meanwhile
 */
export function enqueue<T>(query: () => Promise<T>): Promise<T> {
  const { limit } = queue();
  if (limit.activeCount + limit.pendingCount === 0) noteResponse();
  const queuedAt = performance.now();
  return limit(() => {
    if (performance.now() - queuedAt > maxWaitMilliseconds)
      throw new DOMException("waited too long", "AbortError");
    return query();
  });
}

export function noteResponse(): void {
  queue().respondedAt = performance.now();
}

/** Rejects all queued queries, unless Postgres has responded to any query within this time. */
export function rejectQueued(silenceMilliseconds: number): void {
  if (performance.now() - queue().respondedAt >= silenceMilliseconds) queue().limit.clearQueue();
}
