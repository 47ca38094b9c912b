import type postgres from "postgres";
import type { CatalogFacts } from "@/lib/db/migrations/catalog-facts";
import type { AppliedMigration } from "@/lib/db/migrations/compare-migrations";
import type { Migration } from "@/lib/db/migrations/migration-files";
import {
  journalCandidates,
  journalIn,
  locateTables,
  schemaForTables,
} from "@/lib/db/migrations/table-location";
import { codeOf } from "@/lib/error-cause";

/** A database's list of applied migrations. */
export type Journal =
  | { kind: "read"; schema: string; applied: AppliedMigration[] }
  /** No migration has run yet. */
  | { kind: "none" }
  | { kind: "unreadable"; schema: string };

/** insufficient_privilege */
const notAllowed = "42501";

/**
 * Reads which migrations a database has. It needs only the right to read that table, and writes
 * nothing. If several schemas have such a table, the one that lists a known migration counts: other
 * programs use Drizzle too. Don't call it inside a transaction, which a missing right would abort.
 */
export async function readJournal(
  sql: postgres.Sql,
  facts: CatalogFacts,
  known: readonly Migration[],
): Promise<Journal> {
  const hashes = new Set(known.flatMap((migration) => migration.hashes));
  const candidates = journalCandidates(facts);
  const readable: Extract<Journal, { kind: "read" }>[] = [];
  for (const schema of candidates) {
    const applied = await selectIfAllowed(sql, schema);
    if (applied === null) continue;
    const journal = { kind: "read" as const, schema, applied };
    if (applied.some(({ hash }) => hashes.has(hash))) return journal;
    readable.push(journal);
  }
  const [closed] = candidates;
  return readable[0] ?? (closed && !isOfOthers(facts) ? unreadable(closed) : { kind: "none" });
}

/** We may not read it, have no tables, and may create some: another program's list. */
function isOfOthers(facts: CatalogFacts): boolean {
  return locateTables(facts).kind !== "found" && schemaForTables(facts) !== null;
}

const unreadable = (schema: string) => ({ kind: "unreadable" as const, schema });

async function selectIfAllowed(sql: postgres.ISql, schema: string) {
  try {
    return await selectAppliedMigrations(sql, schema);
  } catch (error) {
    if (codeOf(error) === notAllowed) return null;
    throw error;
  }
}

type Row = { hash: string; when: string | null };

/** The migrations in the list of this schema, which must exist. */
export async function selectAppliedMigrations(
  sql: postgres.ISql,
  schema: string,
): Promise<AppliedMigration[]> {
  const rows = await sql.unsafe<Row[]>(`select hash, created_at as when from ${journalIn(schema)}`);
  return rows.map(({ hash, when }) => ({ hash, when: when === null ? null : Number(when) }));
}
