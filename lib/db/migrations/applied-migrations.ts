import type postgres from "postgres";
import type { AppliedMigration } from "@/lib/db/migrations/compare-migrations";
import { codeOf } from "@/lib/error-cause";

type Row = { hash: string; when: string | null };

/** undefined_table, invalid_schema_name: no migration has run yet. */
const neverMigrated = new Set(["42P01", "3F000"]);

/**
 * Reads which migrations a database has. It needs only the right to read that table, and writes
 * nothing. Don't call it inside a transaction, which a missing table would abort.
 */
export async function readAppliedMigrations(sql: postgres.Sql): Promise<AppliedMigration[]> {
  try {
    return await selectAppliedMigrations(sql);
  } catch (error) {
    if (neverMigrated.has(codeOf(error) ?? "")) return [];
    throw error;
  }
}

/** The same for a table that is known to exist. */
export async function selectAppliedMigrations(sql: postgres.ISql): Promise<AppliedMigration[]> {
  const rows = await sql.unsafe<Row[]>(
    "select hash, created_at as when from drizzle.__drizzle_migrations",
  );
  return rows.map(({ hash, when }) => ({ hash, when: when === null ? null : Number(when) }));
}
