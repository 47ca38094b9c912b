import type postgres from "postgres";

/**
 * Makes every transaction READ COMMITTED unless it says otherwise, in the statement that begins it.
 * `default_transaction_isolation` can't be set through a transaction pooler, and under another level a
 * transaction doesn't see what was committed while it waited for a lock.
 */
export function inReadCommitted(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (options: string, work: Work) => Promise<unknown>;
  const beginReadCommitted = (...[first, second]: [Work] | [options: string, work: Work]) => {
    const [options, work] = second ? [first as string, second] : ["", first as Work];
    return begin(options || "isolation level read committed", work);
  };
  return Object.assign(client, { begin: beginReadCommitted });
}

type Work = (sql: postgres.TransactionSql) => Promise<unknown>;
