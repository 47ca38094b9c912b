import "server-only";
import type postgres from "postgres";
import type { SerializableParameter } from "postgres";
import { db } from "@/lib/db/driver/client";
import { querySpans } from "@/lib/db/driver/query-spans";

/**
 * Runs a statement that is written out, to be called within `response`. Postgres reads and plans it
 * once for each connection where it may be given a name (DATABASE_PREPARE); Drizzle's `execute` gives
 * it none, which also costs a round trip to ask for the types of the parameters.
 *
 * @param client - that of a transaction, to be part of it
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
export type RunStatement = <Row extends object>(
  text: string,
  values: SerializableParameter[],
) => PromiseLike<Row[]>;
