import type {
  MigrationEditedError,
  MigrationFailedError,
  UnreadableJournalError,
  UnsuitableError,
} from "../../lib/db/migrations/migration-errors";
import { journalIn, quoteIdentifier } from "../../lib/db/migrations/table-location";
import { causesOf, codeOf } from "../../lib/error-cause";
import { SetupError } from "../processes/setup-error";

/** What to print for a migration that Postgres rejected: the reason, what to do, then the SQL. */
export function failedMigration(error: MigrationFailedError): SetupError {
  const { tag, statement, applied } = error.failure;
  // Postgres's own message is in the innermost error; libraries wrap it in theirs.
  const reason = causesOf(error).at(-1) as Error & { hint?: string };
  const code = codeOf(error);
  const advice = code ? adviceByCode[code] : undefined;
  return new SetupError(
    [
      `Migration ${tag} failed: ${reason.message}${code ? ` (${code})` : ""}.`,
      ...(advice ? [advice] : reason.hint ? [`Postgres suggests: ${reason.hint}`] : []),
      ...(schemaCodes.has(code ?? "") ? [ownSchema(error.failure)] : []),
      ...(alreadyThereCodes.has(code ?? "") ? [recordedBy(error.failure)] : []),
      `${outcome(statement, code)}${appliedBefore(applied)}`,
      "The statement that failed:",
      "",
      ...statement
        .trim()
        .split("\n")
        .map((line) => `  ${line}`),
    ].join("\n"),
  );
}

/** Postgres's codes have five characters; any other code means that its response never arrived. */
function outcome(statement: string, code = ""): string {
  return statement === "commit" && code.length !== 5
    ? "The connection ended before Postgres confirmed it. Run this again: it applies only what is missing."
    : "It was rolled back and left nothing in the database.";
}

function appliedBefore(applied: readonly string[]): string {
  return applied.length > 0 ? ` The migrations before it were applied: ${applied.join(", ")}.` : "";
}

export function editedMigrations({ tags }: MigrationEditedError): SetupError {
  const files = tags.map((tag) => `drizzle/${tag}.sql`);
  return new SetupError(
    [
      `Edited after it was applied: ${files.join(", ")}.`,
      "The database ran different SQL for the same entry of the journal. Nothing was applied.",
      ...files.map((file) => `See what changed: git log -p -- ${file}`),
      "Restore the SQL that ran, and put the change into a new migration (npm run db:generate).",
    ].join("\n"),
  );
}

/** What is wrong with the database itself, each with what to do. Nothing was applied. */
export function unsuitableDatabase({ problems }: UnsuitableError, database: string): SetupError {
  const lines = problems.map(({ text, fix }) => `- ${text}.\n  ${fix}`);
  return new SetupError(
    [`The database ${database} cannot be used. Nothing was applied.`, ...lines].join("\n"),
  );
}

export function unreadableJournal({ schema }: UnreadableJournalError): SetupError {
  return new SetupError(
    `The user may not read ${journalIn(schema)}, which lists the migrations that have run. Use the database's owner, or have the owner grant usage on schema ${quoteIdentifier(schema)} and select on that table.`,
  );
}

function ownSchema({ grants }: MigrationFailedError["failure"]): string {
  return `Or give this user a schema of its own, as the database's owner, and run this again:\n  ${grants.join("\n  ")}`;
}

/** insufficient_privilege; invalid_schema_name: the search_path leads to no schema. */
const schemaCodes = new Set(["42501", "3F000"]);

function recordedBy({ record }: MigrationFailedError["failure"]): string {
  return `If the database has everything that this migration creates, record it as applied and run this again:\n  ${record};`;
}

const alreadyThereCodes = new Set(["42P07", "42701", "42710"]);

const alreadyThere =
  "The database already has what this migration creates. Perhaps the same change ran as another\n" +
  "migration, or the tables were restored without the schema drizzle, which lists what has run.";

const adviceByCode: Record<string, string> = {
  "42501": "The user may not create tables there. Use the database's owner.",
  "3F000": "The search_path of this user names no schema that exists.",
  "25006": "The database is read-only. Use the address of the primary, not of a replica.",
  "55P03": "Another session held a lock for too long. Run it again when fewer users are active.",
  "25001":
    "Every migration runs in a transaction, and this statement can't. Run it by hand first, and change\n" +
    'the migration so that it does nothing if that was done ("if not exists").',
  ...Object.fromEntries([...alreadyThereCodes].map((code) => [code, alreadyThere])),
  "2BP01":
    "A table, view or constraint of yours depends on what this migration changes. First make it depend\n" +
    "on something else (such as users.id), in a migration of your own that runs before this one.",
};
