import { expect } from "@playwright/test";
import postgres from "postgres";
import { stack } from "./stack";

/**
 * Makes a request of the app wait for a user's row, which another transaction has locked, and makes
 * a change in that transaction before it commits.
 *
 * @returns what `request` resolves to
 */
export async function whileWaiting<Result>(
  userId: string,
  request: () => Promise<Result>,
  change: (sql: postgres.ISql) => Promise<unknown>,
): Promise<Result> {
  const client = postgres(stack().databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const response = await client.begin(async (sql) => {
      await sql`select from users where id = ${userId} for update`;
      const pending = request();
      await expectWaiter(sql);
      await change(sql);
      return { pending };
    });
    return await response.pending;
  } finally {
    await client.end();
  }
}

/** Within one transaction, `pg_stat_activity` repeats its first result until its snapshot is cleared. */
async function expectWaiter(sql: postgres.ISql): Promise<void> {
  const countWaiters = async () => {
    await sql`select pg_stat_clear_snapshot()`;
    const waiters = await sql`
      select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`;
    return waiters.length;
  };
  await expect.poll(countWaiters, { intervals: [20] }).toBeGreaterThan(0);
}
