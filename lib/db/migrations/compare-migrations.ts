import type { Migration } from "@/lib/db/migrations/migration-files";

/** A row of `drizzle.__drizzle_migrations`. */
export type AppliedMigration = { hash: string; when: number | null };

export type MigrationComparison<M extends Migration = Migration> = {
  /** In the order of the journal; includes those that were edited. */
  missing: M[];
  /** Missing only because their SQL has changed since it ran: running it again would be wrong. */
  edited: M[];
  /** On the database only: a newer release or another branch put them there. */
  unknown: AppliedMigration[];
};

/**
 * Compares the migrations of the code with those of a database as sets, by their hashes. Numbers,
 * names and times don't count: a branch that merges another may renumber a file, and an older file may
 * arrive after a newer one has run.
 *
 * An edited file is recognised by its time, which Drizzle stores beside the hash.
 */
export function compareMigrations<M extends Migration>(
  known: readonly M[],
  applied: readonly AppliedMigration[],
): MigrationComparison<M> {
  const appliedHashes = new Set(applied.map(({ hash }) => hash));
  const knownHashes = new Set(known.flatMap(({ hashes }) => hashes));
  const missing = known.filter(({ hashes }) => !hashes.some((hash) => appliedHashes.has(hash)));
  const unknown = applied.filter(({ hash }) => !knownHashes.has(hash));
  const edited = missing.filter((migration) => unknown.some(({ when }) => when === migration.when));
  return { missing, edited, unknown };
}
