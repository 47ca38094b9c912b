import type postgres from "postgres";
import { codeOf } from "@/lib/error-cause";

/** The connection is lost: Postgres ended it (57P01 and similar codes), or the network did. */
const lostCodes = /^(57P0\d|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * Works around a bug in transactions. postgres.js 3.4.9 rolls back every one that failed, even when
 * it failed because its connection was lost. That rollback throws where no one can catch it, and the
 * connection keeps its place in the pool but never works again:
 * https://github.com/porsager/postgres/issues/1208
 *
 * Here, the callback of such a transaction never settles, so postgres.js sends no rollback. `begin`
 * itself still rejects when the connection closes.
 */
export function sparingLostConnections(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (options: string, work: Work) => Promise<unknown>;
  const beginSafely = (...[first, second]: [Work] | [options: string, work: Work]) => {
    const [options, work] = second ? [first as string, second] : ["", first as Work];
    return begin(options, (sql) =>
      work(sql).catch((error) => (isLost(error) ? new Promise(() => {}) : Promise.reject(error))),
    );
  };
  return Object.assign(client, { begin: beginSafely });
}

type Work = (sql: postgres.TransactionSql) => Promise<unknown>;

function isLost(error: unknown): boolean {
  return lostCodes.test(codeOf(error) ?? "");
}
