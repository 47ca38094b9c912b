import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A migration for a test. With `listed: false` it is not in the journal; with `sql: null` it has no file. */
export type WrittenMigration = { tag: string; when: number; sql: string | null; listed?: boolean };

/** Writes a folder of migrations in this order, as drizzle-kit does. */
export function writeMigrationFolder(migrations: readonly WrittenMigration[]): string {
  const folder = mkdtempSync(join(tmpdir(), "foyer-migrations-"));
  rewriteMigrationFolder(folder, migrations);
  return folder;
}

/** Replaces the content of such a folder, as a merge or an upgrade does. */
export function rewriteMigrationFolder(
  folder: string,
  migrations: readonly WrittenMigration[],
): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "meta"), { recursive: true });
  const entries = migrations
    .filter(({ listed }) => listed !== false)
    .map(({ tag, when }, idx) => ({ idx, version: "7", when, tag, breakpoints: true }));
  const journal = { version: "7", dialect: "postgresql", entries };
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify(journal, null, 2));
  for (const { tag, sql } of migrations) {
    if (sql !== null) writeFileSync(join(folder, `${tag}.sql`), sql);
  }
}
