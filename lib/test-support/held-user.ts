import postgres from "postgres";

/** A user's row, locked by a separate transaction, so that actions have to wait for it. */
export type HeldUser = {
  /** Runs statements in the transaction that holds the row; `release` commits them. */
  sql: postgres.ReservedSql;
  /** Waits until a transaction waits for the row. @returns when it began, to the microsecond */
  waiterBegan: () => Promise<string>;
  release: () => Promise<void>;
};

/** Locks a user's row until `release`. */
export async function holdUser(userId: string): Promise<HeldUser> {
  const client = postgres(process.env.DATABASE_URL ?? "", { max: 2, onnotice: () => {} });
  const sql = await client.reserve();
  await sql`begin`;
  const [holder] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await sql`select from users where id = ${userId} for update`;
  return {
    sql,
    waiterBegan: () => firstWaiter(client, holder?.pid ?? 0),
    release: async () => {
      await sql`commit`;
      sql.release();
      await client.end();
    },
  };
}

/**
 * Waits until a transaction waits for a lock of the backend `holder`. It polls, since Postgres sends
 * no notice of a lock wait.
 *
 * @returns when that transaction began, to the microsecond
 */
export async function firstWaiter(client: postgres.Sql, holder: number): Promise<string> {
  for (;;) {
    const [waiter] = await client<{ began: string }[]>`
      select xact_start::text as began from pg_stat_activity
      where ${holder} = any(pg_blocking_pids(pid))`;
    if (waiter) return waiter.began;
  }
}
