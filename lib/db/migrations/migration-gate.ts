import "server-only";
import { db, pinSearchPath } from "@/lib/db/driver/client";
import { type Journal, readJournal } from "@/lib/db/migrations/applied-migrations";
import { buildMigrations } from "@/lib/db/migrations/build-migrations";
import { type CatalogFacts, readCatalogFacts } from "@/lib/db/migrations/catalog-facts";
import { compareMigrations } from "@/lib/db/migrations/compare-migrations";
import { type DatabaseProblem, findProblems } from "@/lib/db/migrations/database-problems";
import { journalIn, pathToPin } from "@/lib/db/migrations/table-location";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";

export type MigrationState =
  | { kind: "complete" }
  | { kind: "missing"; missing: string[] }
  /** Statements would fail or mean something else; see `findProblems`. */
  | { kind: "unsuitable"; problems: DatabaseProblem[] }
  /** The app's role may not read which migrations have run. */
  | { kind: "unreadable" };

/** Why no query may run. */
export type Obstacle = Extract<MigrationState, { kind: "missing" | "unsuitable" }>;

type Gate = { kind: MigrationState["kind"] | null };

/** What the last check found. Queries pass if it can't tell; before the first check they wait. */
const gate = () => globalSingleton<Gate>("migration-gate", () => ({ kind: null }));

/** Checks whether the database can be used and has each migration of this build: two small queries. */
export async function readMigrationState(): Promise<MigrationState> {
  const { journal, ...state } = await inspect();
  if (state.kind !== gate().kind) logState(state, journal);
  gate().kind = state.kind;
  return state;
}

/**
 * What stops every query, if anything. It checks the database only until nothing does. If the role may
 * not read which migrations have run, queries run.
 */
export async function findObstacle(): Promise<Obstacle | null> {
  const { kind } = gate();
  if (kind === "complete" || kind === "unreadable") return null;
  const state = await readMigrationState();
  return state.kind === "missing" || state.kind === "unsuitable" ? state : null;
}

async function inspect(): Promise<MigrationState & { journal?: string }> {
  const facts = await readFactsWithPath();
  const problems = findProblems(facts);
  if (problems.length > 0) return { kind: "unsuitable", problems };
  const known = buildMigrations();
  const journal = await readJournal(db().$client, facts, known);
  if (journal.kind === "unreadable") {
    return { kind: "unreadable", journal: journalIn(journal.schema) };
  }
  const { missing } = compareMigrations(known, appliedIn(journal));
  if (missing.length === 0) return { kind: "complete" };
  return { kind: "missing", missing: missing.map(({ tag }) => tag) };
}

const appliedIn = (journal: Exclude<Journal, { kind: "unreadable" }>) =>
  journal.kind === "read" ? journal.applied : [];

/** Has later sessions find our tables, if the role's own path hides them. */
async function readFactsWithPath(): Promise<CatalogFacts> {
  const facts = await readCatalogFacts(db().$client);
  const path = pathToPin(facts);
  return path && pinSearchPath(path) ? readCatalogFacts(db().$client) : facts;
}

function logState(state: MigrationState, journal = ""): void {
  if (state.kind === "missing") {
    const fix =
      "None of Foyer's queries runs until the database has them. Run `npm run db:migrate`.";
    log.error({ event: "database.not-migrated", missing: state.missing, fix });
  } else if (state.kind === "unsuitable") {
    log.error({ event: "database.unsuitable", problems: state.problems });
  } else if (state.kind === "unreadable") {
    const fix = `The app can't check whether migrations are missing. As the owner, grant its role usage on that schema and select on ${journal}.`;
    log.warn({ event: "database.migrations-unreadable", fix });
  }
}
