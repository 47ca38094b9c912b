import type postgres from "postgres";
import {
  readAppliedMigrations,
  selectAppliedMigrations,
} from "@/lib/db/migrations/applied-migrations";
import { type AppliedMigration, compareMigrations } from "@/lib/db/migrations/compare-migrations";
import { MigrationEditedError, MigrationFailedError } from "@/lib/db/migrations/migration-errors";
import type { MigrationFile } from "@/lib/db/migrations/migration-files";

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
 * own (docs/decisions/018-migrations-are-a-set.md). With none missing it reads one table and writes
 * nothing.
 *
 * Two processes may run it at once: each transaction takes the lock and looks again at what is missing.
 * The lock ends with its transaction, so a transaction pooler can't leave it behind.
 *
 * @throws MigrationEditedError before anything is applied
 * @throws MigrationFailedError
 */
export async function applyMigrations(
  sql: postgres.Sql,
  files: readonly MigrationFile[],
): Promise<MigrationRun> {
  const applied: string[] = [];
  for (;;) {
    const { missing, edited, unknown } = compareMigrations(files, await readAppliedMigrations(sql));
    if (edited.length > 0) throw new MigrationEditedError(edited.map(({ tag }) => tag));
    const [next] = missing;
    if (!next) return { applied, unknown };
    if (await applyUnlessApplied(sql, next, applied)) applied.push(next.tag);
  }
}

/** @returns false if another process was faster */
async function applyUnlessApplied(
  sql: postgres.Sql,
  migration: MigrationFile,
  applied: readonly string[],
): Promise<boolean> {
  let statement = "begin";
  try {
    return await sql.begin(readCommitted, async (tx) => {
      const run = (text: string) => {
        statement = text;
        return tx.unsafe(text);
      };
      for (const text of [noTimeout, lockStatement, lockTimeout]) await run(text);
      for (const text of await missingTableStatements(tx)) await run(text);
      const { missing } = compareMigrations([migration], await selectAppliedMigrations(tx));
      if (missing.length === 0) return false;
      for (const text of [...migration.statements, recordStatement(migration)]) await run(text);
      statement = "commit";
      return true;
    });
  } catch (cause) {
    const failure = { tag: migration.tag, statement, record: recordStatement(migration), applied };
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
 * Creates Drizzle's own table if it is missing. `if not exists` would require the right to create
 * even when it exists.
 */
async function missingTableStatements(tx: postgres.TransactionSql): Promise<string[]> {
  const [row] = await tx.unsafe<{ schema: boolean; table: boolean }[]>(`
    select to_regnamespace('drizzle') is not null as schema,
      to_regclass('drizzle.__drizzle_migrations') is not null as table`);
  return [
    ...(row?.schema ? [] : ["create schema drizzle"]),
    ...(row?.table
      ? []
      : [
          "create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
        ]),
  ];
}

/** A hash is hexadecimal and the time a number, so neither needs quoting. */
function recordStatement({ hashes: [hash], when }: MigrationFile): string {
  return `insert into drizzle.__drizzle_migrations (hash, created_at) values ('${hash}', ${when})`;
}
