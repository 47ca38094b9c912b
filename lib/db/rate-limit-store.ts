import "server-only";
import { deleteExpired } from "@/lib/db/delete-expired";
import { runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";
import { rateLimits } from "@/lib/db/schema";

/** A visitor waits no longer than this for being counted. */
const deadlineMilliseconds = 1_000;

/**
 * Our pool in the shape that RateLimiterPostgres of rate-limiter-flexible asks of a pool of `pg`.
 * Each count is one statement, and counts of the same key wait for each other in Postgres.
 *
 * @throws DatabaseUnavailableError
 */
export const rateLimitStore = {
  query: ({ text, values }: { text: string; values: (string | number | null)[] }) =>
    runQuery(async () => {
      const rows = await runRawQuery(text, values);
      return { rows, rowCount: rows.count };
    }, deadlineMilliseconds),
};

/**
 * Removes up to `limit` counts whose time is over.
 * @returns how many there were
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredLimits(limit: number): Promise<number> {
  const moment = Date.now();
  const { key, expire } = rateLimits;
  return deleteExpired({ table: rateLimits, id: key, time: expire, moment, limit });
}
