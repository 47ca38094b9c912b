import "server-only";
import type { SerializableParameter } from "postgres";
import { db } from "@/lib/db/client";
import { statementNotes } from "@/lib/db/statement-notes";

/**
 * Runs a statement that is written out, to be called within `answer`. Postgres reads and plans it
 * once for each connection where it may be given a name (DATABASE_PREPARE); Drizzle's `execute` gives
 * it none, which also costs a round trip to ask for the types of the parameters.
 */
export function runStatement<Row extends object>(text: string, values: SerializableParameter[]) {
  statementNotes.logQuery(text);
  return db().$client.unsafe<Row[]>(text, values, { prepare: true });
}
