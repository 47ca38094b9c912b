import type { Journal } from "@/lib/db/migrations/applied-migrations";
import type { CatalogFacts } from "@/lib/db/migrations/catalog-facts";
import type { AppliedMigration } from "@/lib/db/migrations/compare-migrations";
import { findProblems, findServerProblems, grantsFor } from "@/lib/db/migrations/database-problems";
import { UnsuitableError } from "@/lib/db/migrations/migration-errors";
import type { Migration } from "@/lib/db/migrations/migration-files";
import {
  drizzleSchema,
  locateTables,
  pathWith,
  schemaForTables,
} from "@/lib/db/migrations/table-location";

/** Where migrations run. */
export type MigrationPlace = {
  /** Null if the role may create tables in no schema of its path: then Postgres says why. */
  tableSchema: string | null;
  journalSchema: string;
  /** Have names without a schema mean this one, for the transaction. */
  pathStatements: string[];
  /** What gives the role a schema for its tables. */
  grants: string[];
};

/** The place for the migrations that a database lacks. */
export function placeOf(facts: CatalogFacts, journal: Journal): MigrationPlace {
  const tableSchema = schemaForTables(facts);
  return {
    tableSchema,
    journalSchema: journal.kind === "read" ? journal.schema : schemaForJournal(facts, tableSchema),
    pathStatements:
      tableSchema === null
        ? []
        : [`select set_config('search_path', ${literal(pathWith(tableSchema, facts))}, true)`],
    grants: grantsFor(facts),
  };
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Drizzle's own schema if the role may use or create it, or else that of the tables. */
function schemaForJournal(facts: CatalogFacts, tableSchema: string | null): string {
  const isTaken = facts.schemas.includes(drizzleSchema);
  const mayUse = isTaken ? facts.mayCreateInDrizzle : facts.mayCreateSchema;
  return mayUse || tableSchema === null ? drizzleSchema : tableSchema;
}

/**
 * Checks that migrations can run on a database, and that those that it has are of the tables that
 * `search_path` leads to. Without that, a second installation would take the tables of the first for
 * its own.
 *
 * @throws UnsuitableError
 */
export function assertSuitable(
  facts: CatalogFacts,
  applied: readonly AppliedMigration[],
  known: readonly Migration[],
): void {
  const hashes = new Set(known.flatMap((migration) => migration.hashes));
  const isOfOthers =
    locateTables(facts).kind === "elsewhere" && applied.some(({ hash }) => hashes.has(hash));
  const problems = isOfOthers ? findProblems(facts) : findServerProblems(facts);
  if (problems.length > 0) throw new UnsuitableError(problems);
}
