import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
// Relative: next.config.ts loads this file, and Next.js resolves "@/" for the config itself only.
import { readJournal } from "./journal";
import { MigrationFolderError } from "./migration-errors";

/** What identifies a migration, in the folder and on a database. */
export type Migration = {
  /** The file's name without `.sql`. */
  tag: string;
  /** The journal's time in milliseconds. Drizzle stores it as `created_at`. */
  when: number;
  /**
   * A database that has any of these has this migration. The first is what we store: the hash of the
   * SQL as Git keeps it, which is Drizzle's own. The second is Drizzle's hash of a checkout with
   * CRLF, which earlier releases stored on Windows.
   */
  hashes: readonly [stored: string, crlf: string];
};

export type MigrationFile = Migration & { statements: string[] };

/** Drizzle writes this between two statements. */
const breakpoint = "--> statement-breakpoint";

/**
 * Reads the migrations of a folder in the order of its journal.
 * @throws MigrationFolderError naming every file that doesn't fit, as after a merge
 */
export function readMigrationFiles(folder: string): MigrationFile[] {
  const entries = readJournal(folder);
  const problems = [...missingFiles(folder, entries), ...unlistedFiles(folder, entries)];
  if (problems.length > 0) throw new MigrationFolderError(problems);
  const migrations = entries.map(({ tag, when }) => {
    const sql = readFileSync(join(folder, `${tag}.sql`), "utf8").replaceAll("\r\n", "\n");
    const hashes = [sha256(sql), sha256(sql.replaceAll("\n", "\r\n"))] as const;
    return { tag, when, hashes, statements: sql.split(breakpoint) };
  });
  const repeated = repeatedFiles(migrations);
  if (repeated.length > 0) throw new MigrationFolderError(repeated);
  return migrations;
}

/** The same migrations without their SQL, small enough to be built into the app. */
export function readMigrations(folder: string): Migration[] {
  return readMigrationFiles(folder).map(({ tag, when, hashes }) => ({ tag, when, hashes }));
}

type Entry = { tag: string };

function missingFiles(folder: string, entries: Entry[]): string[] {
  return entries
    .filter(({ tag }) => !existsSync(join(folder, `${tag}.sql`)))
    .map(
      ({ tag }) =>
        `${tag} is in drizzle/meta/_journal.json, but drizzle/${tag}.sql is missing. Restore the file from Git, or correct the name in the journal.`,
    );
}

/** After a merge that kept one side's journal, these would silently never run. */
function unlistedFiles(folder: string, entries: Entry[]): string[] {
  const listed = new Set(entries.map(({ tag }) => `${tag}.sql`));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql") && !listed.has(name))
    .sort()
    .map(
      (name) =>
        `drizzle/${name} is not in drizzle/meta/_journal.json, so it would never run. Add its entry (the branch it comes from has one), or move the file out of drizzle/.`,
    );
}

function repeatedFiles(migrations: Migration[]): string[] {
  const tagByHash = new Map<string, string>();
  return migrations.flatMap(({ tag, hashes: [hash] }) => {
    const first = tagByHash.get(hash);
    if (first === undefined) tagByHash.set(hash, tag);
    return first === undefined
      ? []
      : [
          `drizzle/${first}.sql and drizzle/${tag}.sql contain the same SQL. Delete one of them along with its entry in drizzle/meta/_journal.json.`,
        ];
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
