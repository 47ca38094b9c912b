import { db } from "@/lib/db/driver/client";

/** One statement as it was sent to Postgres. */
export type Statement = { text: string; parameters: unknown[] };

/** The statements that a query sends to Postgres, in transactions too, whether by Drizzle or raw. */
export async function statementsOf(query: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { options } = db().$client;
  options.debug = (_connection, text, parameters) => {
    if (!isOverhead(text)) statements.push({ text, parameters: [...parameters] });
  };
  try {
    await query();
  } finally {
    options.debug = false;
  }
  return statements;
}

/** Transaction control, and what postgres.js queries for itself. */
function isOverhead(text: string): boolean {
  return /^\s*(begin|commit|rollback|savepoint|set transaction)\b|pg_catalog\.pg_type/i.test(text);
}
