import "server-only";
import type { SerializableParameter } from "postgres";
import { db } from "@/lib/db/driver/client";
import { querySpans } from "@/lib/telemetry/query-spans";

/**
 * Runs raw SQL; call it within `runQuery`. Postgres parses and plans it once per connection, if it
 * may be prepared (DATABASE_PREPARE). Drizzle's `execute` never prepares, which also costs a round
 * trip to ask for the types of the parameters.
 */
export function runRawQuery<Row extends object>(text: string, values: SerializableParameter[]) {
  querySpans.logQuery(text);
  return db().$client.unsafe<Row[]>(text, values, { prepare: true });
}
