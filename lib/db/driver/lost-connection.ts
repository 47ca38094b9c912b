import type postgres from "postgres";
import { lostConnection, withOwnOutcomes } from "@/lib/db/driver/own-outcome";
import { codeOf } from "@/lib/error-cause";

const lostCodes =
  /^(57P0\d|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * Works around bugs in transactions whose connection is lost.
 *
 * - postgres.js 3.4.9 rolls back every transaction that failed. Without a connection, that rollback
 *   throws where no one can catch it, and the connection keeps its place in the pool but never works
 *   again: https://github.com/porsager/postgres/issues/1208. Here, the callback of such a transaction
 *   never settles, so postgres.js sends no rollback. `begin` itself still rejects when the connection
 *   closes.
 * - A query that the callback sends afterwards would run on a connection that others use by then. Here,
 *   it fails.
 */
export function sparingLostConnections(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (options: string, work: Work) => Promise<unknown>;
  const beginSafely = (...[first, second]: [Work] | [options: string, work: Work]) => {
    const [options, work] = second ? [first as string, second] : ["", first as Work];
    let hasEnded = false;
    const workSafely: Work = (sql) =>
      work(whileRunning(withOwnOutcomes(sql), () => !hasEnded)).catch((error) =>
        isLostConnection(error) ? new Promise(() => {}) : Promise.reject(error),
      );
    return begin(options, workSafely).finally(() => {
      hasEnded = true;
    });
  };
  return Object.assign(client, { begin: beginSafely });
}

type Work = (sql: postgres.TransactionSql) => Promise<unknown>;

function whileRunning(
  sql: postgres.TransactionSql,
  isRunning: () => boolean,
): postgres.TransactionSql {
  const { unsafe } = sql;
  const unsafeWhileRunning: typeof unsafe = (...query) => {
    if (!isRunning()) throw lostConnection();
    return unsafe(...query);
  };
  return Object.assign(sql, { unsafe: unsafeWhileRunning });
}

/**
 * Whether a query has no connection any more: Postgres ended it (57P01 and similar codes), or the network
 * did. Or none could be opened in time.
 */
export function isLostConnection(error: unknown): boolean {
  return lostCodes.test(codeOf(error) ?? "");
}
