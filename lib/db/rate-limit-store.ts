import "server-only";
import { deleteExpired } from "@/lib/db/delete-expired";
import { runRawQuery } from "@/lib/db/driver/raw-query";
import { runQuery } from "@/lib/db/driver/run-query";
import { rateLimits } from "@/lib/db/limits-schema";

/** A request waits at most this long for its attempt to be counted. */
const deadlineMilliseconds = 1_000;

/**
 * Our pool behind the interface that RateLimiterPostgres of rate-limiter-flexible expects of a `pg`
 * pool. Each count is one statement, and counts of the same key wait for each other in Postgres.
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
 * Deletes up to `limit` expired counts.
 * @returns the number of deleted counts
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredLimits(limit: number): Promise<number> {
  const moment = Date.now();
  const { key, expire } = rateLimits;
  return deleteExpired({ table: rateLimits, id: key, time: expire, moment, limit });
}
