import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../../error-cause";
import { MigrationFolderError } from "./migration-errors";

export type JournalEntry = { tag: string; when: number };

/**
 * Reads Drizzle's list of migrations. Its order counts; `idx` and the number in a file's name don't.
 * @throws MigrationFolderError
 */
export function readJournal(folder: string): JournalEntry[] {
  const entries = parseJournal(folder);
  const repeated = entries.filter(
    ({ tag }, index) => entries.findIndex((entry) => entry.tag === tag) < index,
  );
  if (repeated.length === 0) return entries;
  throw new MigrationFolderError(
    repeated.map(
      ({ tag }) => `drizzle/meta/_journal.json lists ${tag} more than once. Delete one entry.`,
    ),
  );
}

function parseJournal(folder: string): JournalEntry[] {
  try {
    const journal = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
    if (!Array.isArray(journal.entries) || !journal.entries.every(isEntry))
      throw new TypeError("no list of entries with tag and when");
    return journal.entries;
  } catch (cause) {
    const problem =
      codeOf(cause) === "ENOENT"
        ? `There is no ${join(folder, "meta/_journal.json")}. Run this in the project's folder, and restore the file from Git if it is missing there.`
        : "drizzle/meta/_journal.json can't be read as Drizzle's journal. Look for the conflict markers of a merge in it, or restore it from Git.";
    throw new MigrationFolderError([problem], { cause });
  }
}

function isEntry(entry: unknown): entry is JournalEntry {
  const { tag, when } = Object(entry) as Record<string, unknown>;
  return typeof tag === "string" && tag !== "" && Number.isSafeInteger(when);
}
