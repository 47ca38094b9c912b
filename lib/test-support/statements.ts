import { db } from "@/lib/db/driver/client";

/** One statement as it went to Postgres. */
export type Statement = { text: string; parameters: unknown[] };

/** What a query asks Postgres, within transactions too, whoever wrote the SQL. */
export async function statementsOf(query: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { options } = db().$client;
  options.debug = (_connection, text, parameters) => {
    if (!isFrame(text)) statements.push({ text, parameters: [...parameters] });
  };
  try {
    await query();
  } finally {
    options.debug = false;
  }
  return statements;
}

/** What stands around the statements of a transaction, and what postgres.js asks for itself. */
function isFrame(text: string): boolean {
  return /^\s*(begin|commit|rollback|savepoint|set transaction)\b|pg_catalog\.pg_type/i.test(text);
}
