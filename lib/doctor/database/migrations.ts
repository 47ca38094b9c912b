import type { Journal } from "@/lib/db/migrations/applied-migrations";
import { compareMigrations } from "@/lib/db/migrations/compare-migrations";
import type { Migration } from "@/lib/db/migrations/migration-files";
import { journalIn, quoteIdentifier } from "@/lib/db/migrations/table-location";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";

export type MigrationFacts = {
  /** The migrations of this code, or what is wrong with their folder. */
  known: readonly Migration[] | { problem: string };
  /** The migrations of the database. */
  journal: Journal;
};

const check = "migrations";

/** Compares both as sets, and names the missing ones. */
export function checkMigrations({ known, journal }: MigrationFacts): Finding {
  if ("problem" in known) return fail(check, known.problem, "Then run `npm run db:migrate`.");
  if (journal.kind === "unreadable") {
    const { schema } = journal;
    const fix = `As the owner: grant usage on schema ${quoteIdentifier(schema)} and select on ${journalIn(schema)} to this user.`;
    return fail(check, "the user may not read which migrations have run", fix);
  }
  const applied = journal.kind === "read" ? journal.applied : [];
  const { missing, edited, unknown } = compareMigrations(known, applied);
  if (edited.length > 0) return editedFinding(edited);
  if (missing.length > 0) {
    const count = `${missing.length} of ${known.length} missing`;
    const text = `${applied.length === 0 ? "none has run yet" : count}: ${namesOf(missing)}`;
    return fail(check, text, "Run `npm run db:migrate`.");
  }
  if (unknown.length === 0) return ok(check, "all applied");
  return warn(
    check,
    `all applied, and ${unknown.length} more that this code doesn't have`,
    "That is normal while a newer release or another branch uses this database. Otherwise deploy the code that has them.",
  );
}

function editedFinding(edited: readonly Migration[]): Finding {
  const fix =
    "Restore each file as it was when it ran (its Git history has it), and put the change into a new migration.";
  return fail(check, `edited after they ran: ${namesOf(edited)}`, fix);
}

function namesOf(migrations: readonly Migration[]): string {
  return migrations.map(({ tag }) => tag).join(", ");
}
