import type postgres from "postgres";

/**
 * Works around bugs: with postgres.js 3.4.9, a query on a connection that breaks can get an outcome that
 * isn't its own.
 *
 * - If the connection breaks between the error of a query and the end of the response, the connection's
 *   next query is rejected with that error. A profile could not be saved because of another's conflict,
 *   say.
 * - After the socket's "error" and before its "close", postgres.js still sends queries, and then forgets
 *   them. One on an idle connection succeeds without a row, as soon as the next connection is ready. One
 *   behind another query never settles, and blocks the connection.
 *
 * Here, such a query fails as its connection did: it is lost. None is sent behind another.
 */
export function withOwnOutcomes<Client extends postgres.Sql | postgres.TransactionSql>(
  client: Client,
): Client {
  const unsafe = client.unsafe.bind(client) as unknown as Unsafe;
  const unsafeWithOwnOutcomes: Unsafe = (text, values = [], options = {}) => {
    const query = unsafe(text, values, { onexecute: doNotPipeline, ...options });
    const { resolve, reject } = query;
    query.resolve = (result) =>
      isResponse(result) || isEmpty(text) ? resolve(result) : reject(lostConnection());
    query.reject = (error) => reject(isOfAnother(error, text) ? lostConnection() : error);
    return query;
  };
  return Object.assign(client, { unsafe: unsafeWithOwnOutcomes });
}

/**
 * What postgres.js has and doesn't declare:
 * https://github.com/porsager/postgres/blob/v3.4.9/src/query.js, and `execute` in connection.js.
 */
type Unsafe = (text: string, values?: unknown[], options?: object) => Query;
type Query = { resolve(result: unknown): void; reject(error: unknown): void };

/** postgres.js sends a second query on a connection unless this returns false. */
function doNotPipeline(): boolean {
  return false;
}

/** The error with which postgres.js rejects a query when its connection closes. */
export function lostConnection(): Error {
  return Object.assign(new Error("the connection was lost"), { code: "CONNECTION_CLOSED" });
}

/** The response of every statement names its command; several statements have a list of responses. */
function isResponse(result: unknown): boolean {
  const { command } = result as { command?: unknown };
  return command !== null;
}

/** Whether it has comments alone, as a custom migration may. Postgres responds without a command. */
function isEmpty(text: string): boolean {
  return /^(\s|;|--[^\n]*(\n|$)|\/\*((?!\*\/)[\s\S])*\*\/)*$/.test(text);
}

/** postgres.js writes the text of the rejected query into an error of Postgres, once. */
function isOfAnother(error: unknown, text: string): boolean {
  if (!(error instanceof Error) || error.name !== "PostgresError") return false;
  const { query } = error as { query?: unknown };
  return typeof query === "string" && query !== text;
}
