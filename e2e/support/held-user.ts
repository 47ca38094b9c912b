import { expect } from "@playwright/test";
import postgres from "postgres";
import { stack } from "./stack";

/**
 * Has a request of the app wait for a user's row, which another transaction holds, and changes
 * something in that transaction before the row is released.
 *
 * @returns what the request was answered with
 */
export async function whileWaiting<Answer>(
  userId: string,
  request: () => Promise<Answer>,
  change: (sql: postgres.ISql) => Promise<unknown>,
): Promise<Answer> {
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

/** Within one transaction the view shows what it first showed, unless its snapshot is dropped. */
async function expectWaiter(sql: postgres.ISql): Promise<void> {
  const countWaiters = async () => {
    await sql`select pg_stat_clear_snapshot()`;
    const waiters = await sql`
      select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`;
    return waiters.length;
  };
  await expect.poll(countWaiters, { intervals: [20] }).toBeGreaterThan(0);
}
