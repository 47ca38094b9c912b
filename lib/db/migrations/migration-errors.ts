// Relative: next.config.ts loads this file.
import type { DatabaseProblem } from "./database-problems";

/** Thrown when the folder of migrations contradicts itself; the message has a line for each problem. */
export class MigrationFolderError extends Error {
  override name = "MigrationFolderError";

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join("\n"), options);
  }
}

/** Thrown when a file's SQL is no longer what a database has run under the same journal entry. */
export class MigrationEditedError extends Error {
  override name = "MigrationEditedError";

  constructor(readonly tags: readonly string[]) {
    super(`edited after they were applied: ${tags.join(", ")}`);
  }
}

/** Thrown when a database can't hold our tables as it is; each problem says what to do. */
export class UnsuitableError extends Error {
  override name = "UnsuitableError";

  constructor(readonly problems: readonly DatabaseProblem[]) {
    super(problems.map(({ text }) => text).join("; "));
  }
}

/** Thrown when the role may not read which migrations a database has. */
export class UnreadableJournalError extends Error {
  override name = "UnreadableJournalError";

  constructor(readonly schema: string) {
    super(`may not read the list of migrations in the schema ${schema}`);
  }
}

/** Thrown when Postgres rejects a migration, which is then rolled back; `cause` is Postgres' error. */
export class MigrationFailedError extends Error {
  override name = "MigrationFailedError";

  constructor(
    readonly failure: MigrationFailure,
    options: { cause: unknown },
  ) {
    super(`migration ${failure.tag} failed`, options);
  }
}

export type MigrationFailure = {
  tag: string;
  statement: string;
  /** The statement that records it as applied, for a database that already has all that it does. */
  record: string;
  /** The statements that give the role a schema for its tables. */
  grants: readonly string[];
  /** Migrations that the same run has applied before it. */
  applied: readonly string[];
};
