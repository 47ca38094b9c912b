import "server-only";
import { db } from "@/lib/db/driver/client";
import { readAppliedMigrations } from "@/lib/db/migrations/applied-migrations";
import { buildMigrations } from "@/lib/db/migrations/build-migrations";
import { compareMigrations } from "@/lib/db/migrations/compare-migrations";
import { codeOf } from "@/lib/error-cause";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";

export type MigrationState =
  | { kind: "complete" }
  | { kind: "missing"; missing: string[] }
  /** The app's role may not read which migrations have run. */
  | { kind: "unreadable" };

type Gate = { kind: MigrationState["kind"] | null };

/** What the last check found. Queries pass unless it is "missing"; before the first check they wait. */
const gate = () => globalSingleton<Gate>("migration-gate", () => ({ kind: null }));

/** Checks which migrations of this build the database lacks, with one small query. */
export async function readMigrationState(): Promise<MigrationState> {
  const state = await compareWithDatabase();
  if (state.kind !== gate().kind) logState(state);
  gate().kind = state.kind;
  return state;
}

/**
 * The missing migrations that stop every query. It checks the database only until it has all of them.
 * If the role may not check, queries run.
 */
export async function findMissingMigrations(): Promise<readonly string[]> {
  const { kind } = gate();
  if (kind === "complete" || kind === "unreadable") return [];
  const state = await readMigrationState();
  return state.kind === "missing" ? state.missing : [];
}

async function compareWithDatabase(): Promise<MigrationState> {
  try {
    const applied = await readAppliedMigrations(db().$client);
    const { missing } = compareMigrations(buildMigrations(), applied);
    if (missing.length === 0) return { kind: "complete" };
    return { kind: "missing", missing: missing.map(({ tag }) => tag) };
  } catch (error) {
    // insufficient_privilege
    if (codeOf(error) === "42501") return { kind: "unreadable" };
    throw error;
  }
}

function logState(state: MigrationState): void {
  if (state.kind === "missing") {
    const fix =
      "None of Foyer's queries runs until the database has them. Run `npm run db:migrate`.";
    log.error({ event: "database.not-migrated", missing: state.missing, fix });
  } else if (state.kind === "unreadable") {
    const fix =
      "The app can't check whether migrations are missing. As the owner, grant its role usage on schema drizzle and select on drizzle.__drizzle_migrations.";
    log.warn({ event: "database.migrations-unreadable", fix });
  }
}
