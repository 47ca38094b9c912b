import "server-only";
import { sql } from "drizzle-orm";
import journal from "@/drizzle/meta/_journal.json";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";

/** When each migration that this build came with was made, by which Drizzle knows it. */
export const knownMigrations: readonly number[] = journal.entries.map((entry) => entry.when);

/** @throws DatabaseAwayError */
export async function pingDatabase(): Promise<void> {
  await answer(() => db().execute(sql`select 1`));
}

/**
 * Whether the database has every migration that this build came with.
 * Drizzle's migrator notes each with the journal's `when`, and applies those that are newer.
 *
 * @throws DatabaseAwayError
 */
export async function migrationsApplied(): Promise<boolean> {
  try {
    const [row] = await answer(() =>
      db().execute<{ newest: string | null }>(
        sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
      ),
    );
    return Number(row?.newest ?? 0) >= Math.max(...knownMigrations);
  } catch (error) {
    if (isMissingTable(error)) return false;
    throw error;
  }
}

/** undefined_table: no migration has ever run. */
function isMissingTable(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return cause?.code === "42P01";
}
