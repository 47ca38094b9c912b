import "server-only";
import type postgres from "postgres";
import type { SerializableParameter } from "postgres";
import { db } from "@/lib/db/driver/client";
import { querySpans } from "@/lib/db/driver/query-spans";

/**
 * Runs raw SQL; call it within `runQuery`. Postgres parses and plans it once per connection, if it
 * may be prepared (DATABASE_PREPARE). Drizzle's `execute` never prepares, which also costs a round
 * trip to ask for the types of the parameters.
 *
 * @param client - a transaction's, to be part of it
 */
export function runRawQuery<Row extends object>(
  text: string,
  values: SerializableParameter[],
  client: Pick<postgres.Sql, "unsafe"> = db().$client,
) {
  querySpans.logQuery(text);
  return client.unsafe<Row[]>(text, values, { prepare: true });
}

/** `runRawQuery` within a transaction. */
export type RunRawQuery = <Row extends object>(
  text: string,
  values: SerializableParameter[],
) => PromiseLike<Row[]>;
