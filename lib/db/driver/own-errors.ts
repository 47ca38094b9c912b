import type postgres from "postgres";

/**
 * Works around a bug: if a connection breaks after the error of a query and before the end of the
 * response, postgres.js 3.4.9 keeps that error, and rejects the connection's next query with it. A profile
 * could not be saved because of another's conflict, say.
 *
 * Here, the next query fails as its connection did: it is lost.
 */
export function withOwnErrors(client: postgres.Sql): postgres.Sql {
  const unsafe = client.unsafe.bind(client) as unknown as (
    ...args: [string, ...unknown[]]
  ) => Query;
  const unsafeWithOwnErrors = (...args: [string, ...unknown[]]) => {
    const query = unsafe(...args);
    const { reject } = query;
    query.reject = (error) => reject(isOfAnother(error, args[0]) ? lostConnection() : error);
    return query;
  };
  return Object.assign(client, { unsafe: unsafeWithOwnErrors });
}

/** What postgres.js calls, and doesn't declare: https://github.com/porsager/postgres/blob/v3.4.9/src/query.js. */
type Query = { reject(error: unknown): void };

/** postgres.js writes the text of the rejected query into an error of Postgres, once. */
function isOfAnother(error: unknown, text: string): boolean {
  if (!(error instanceof Error) || error.name !== "PostgresError") return false;
  const { query } = error as { query?: unknown };
  return typeof query === "string" && query !== text;
}

function lostConnection(): Error {
  return Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
}
