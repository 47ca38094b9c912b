import type postgres from "postgres";
import { readJournal, selectAppliedMigrations } from "@/lib/db/migrations/applied-migrations";
import { readCatalogFacts } from "@/lib/db/migrations/catalog-facts";
import { type AppliedMigration, compareMigrations } from "@/lib/db/migrations/compare-migrations";
import {
  MigrationEditedError,
  MigrationFailedError,
  UnreadableJournalError,
} from "@/lib/db/migrations/migration-errors";
import type { MigrationFile } from "@/lib/db/migrations/migration-files";
import { assertSuitable, type MigrationPlace, placeOf } from "@/lib/db/migrations/migration-place";
import { journalIn, quoteIdentifier } from "@/lib/db/migrations/table-location";

export type MigrationRun = {
  /** Migrations that this run has applied, in order. */
  applied: string[];
  /** Migrations that the database has and the code doesn't. */
  unknown: AppliedMigration[];
};

/**
 * Any constant will do as long as every release uses the same. In SQL text rather than as a parameter,
 * so that no prepared statement is needed.
 */
const lockStatement = "select pg_advisory_xact_lock(7036970001)";

/**
 * Applies each migration that a database lacks, in the journal's order, each in a transaction of its
 * own (docs/decisions/018-migrations-are-a-set.md), in the schema that `search_path` leads to
 * (docs/decisions/032-pinned-sessions.md). With none missing it only reads.
 *
 * Two processes may run it at once: each transaction takes the lock and looks again at what is missing.
 * The lock ends with its transaction, so a transaction pooler can't leave it behind.
 *
 * @throws UnsuitableError, UnreadableJournalError, MigrationEditedError before anything is applied
 * @throws MigrationFailedError
 */
export async function applyMigrations(
  sql: postgres.Sql,
  files: readonly MigrationFile[],
): Promise<MigrationRun> {
  const applied: string[] = [];
  for (;;) {
    const facts = await readCatalogFacts(sql);
    const journal = await readJournal(sql, facts, files);
    if (journal.kind === "unreadable") throw new UnreadableJournalError(journal.schema);
    const has = journal.kind === "read" ? journal.applied : [];
    assertSuitable(facts, has, files);
    const { missing, edited, unknown } = compareMigrations(files, has);
    if (edited.length > 0) throw new MigrationEditedError(edited.map(({ tag }) => tag));
    const [next] = missing;
    if (!next) return { applied, unknown };
    if (await applyUnlessApplied(sql, next, placeOf(facts, journal), applied)) {
      applied.push(next.tag);
    }
  }
}

/** @returns false if another process was faster */
async function applyUnlessApplied(
  sql: postgres.Sql,
  migration: MigrationFile,
  place: MigrationPlace,
  applied: readonly string[],
): Promise<boolean> {
  const record = recordStatement(migration, place);
  let statement = "begin";
  try {
    return await sql.begin(readCommitted, async (tx) => {
      const run = (text: string) => {
        statement = text;
        return tx.unsafe(text);
      };
      // In this order: the wait for another process has no timeout, the wait for a table has one.
      for (const text of [noTimeout, lockStatement, lockTimeout]) await run(text);
      for (const text of await missingTableStatements(tx, place)) await run(text);
      const has = await selectAppliedMigrations(tx, place.journalSchema);
      if (compareMigrations([migration], has).missing.length === 0) return false;
      for (const text of place.pathStatements) await run(text);
      for (const text of migration.statements) await run(inSchema(text, place));
      await run(record);
      statement = "commit";
      return true;
    });
  } catch (cause) {
    const failure = { tag: migration.tag, statement, record, applied, grants: place.grants };
    throw new MigrationFailedError(failure, { cause });
  }
}

/**
 * Under another isolation, a database's default perhaps, a transaction wouldn't see what was applied
 * while it waited for the lock.
 */
const readCommitted = "isolation level read committed";

/** A role's default, meant for the app's short queries, would cancel a migration of a large table. */
const noTimeout = "set local statement_timeout = 0";

/**
 * While a statement waits for a table's lock, every later query on that table waits behind it. Behind
 * a running dump, a migration fails instead and can be run again.
 */
const lockTimeout = "set local lock_timeout = '5s'";

/**
 * Creates the list of applied migrations if it is missing. `if not exists` would require the right to
 * create even when it exists.
 */
async function missingTableStatements(
  tx: postgres.TransactionSql,
  { journalSchema }: MigrationPlace,
): Promise<string[]> {
  const schema = quoteIdentifier(journalSchema);
  const { journals, schemas } = await readCatalogFacts(tx);
  return [
    ...(schemas.includes(journalSchema) ? [] : [`create schema ${schema}`]),
    ...(journals.includes(journalSchema)
      ? []
      : [
          `create table ${journalIn(journalSchema)} (id serial primary key, hash text not null, created_at bigint)`,
        ]),
  ];
}

/**
 * drizzle-kit qualifies some names with "public", and published files are never edited. Elsewhere the
 * qualification is left out, so that `search_path` decides for these names as it does for all others.
 */
function inSchema(statement: string, { tableSchema }: MigrationPlace): string {
  const isElsewhere = tableSchema !== null && tableSchema !== "public";
  return isElsewhere ? statement.replaceAll('"public"."', '"') : statement;
}

/** A hash is hexadecimal and the time a number, so neither needs quoting. */
function recordStatement(
  { hashes: [hash], when }: MigrationFile,
  { journalSchema }: MigrationPlace,
): string {
  return `insert into ${journalIn(journalSchema)} (hash, created_at) values ('${hash}', ${when})`;
}
