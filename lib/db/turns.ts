import pLimit, { type LimitFunction } from "p-limit";
import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";

/** Those who wait for a connection, and when Postgres last answered anybody. */
type Turns = { line: LimitFunction; answeredAt: number };

const turns = () =>
  processWide<Turns>("turns", () => ({
    line: pLimit({ concurrency: env().DATABASE_POOL_MAX, rejectOnClear: true }),
    answeredAt: 0,
  }));

/**
 * Runs a piece of work when a connection is free for it, so that its own deadline does not count the
 * waiting of a busy hour, and so that what is given up in line has not begun.
 *
 * @throws DOMException AbortError when Postgres has become silent meanwhile
 */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return turns().line(work);
}

export function noteAnswer(): void {
  turns().answeredAt = Date.now();
}

/** Sends away all who wait, unless Postgres has answered somebody in the last while. */
export function sendWaitingAway(silenceMilliseconds: number): void {
  if (Date.now() - turns().answeredAt >= silenceMilliseconds) turns().line.clearQueue();
}
