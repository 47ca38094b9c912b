import { startProblems } from "../../lib/doctor/environment/environment";
import { namedDatabase } from "../database/developer-database";
import { embeddedEnvironment } from "../database/embedded-environment";
import { NoEmbeddedDatabaseError, openEmbeddedDatabase } from "../local-run/embedded-database";
import { type Rules, readAppEnvironment, setAppEnvironment } from "../processes/app-environment";
import type { Environment } from "../processes/project-environment";
import { embeddedDatabaseDirectory } from "../processes/project-paths";
import { CommandError } from "./command-error";

/** What the command runs with. */
export type Setup = {
  /** Whether the database is that of `npm run dev`. */
  isEmbedded: boolean;
  /** Variables that are missing or wrong: what needs them is refused. */
  unusable: ReadonlySet<string>;
};

/** `isConfirmed`: with --yes, nothing is asked. */
export type Context = Setup & { isConfirmed: boolean };

export type OpenedDatabase = { setup: Setup; close(): Promise<void> };

/**
 * Chooses the database and sets `process.env` to what the app would run with: the one of DATABASE_URL, as
 * for other commands; otherwise the embedded one of `npm run dev`, with the secret that it uses.
 *
 * @throws SetupError if there is none
 */
export async function openDatabase(): Promise<OpenedDatabase> {
  const named = readNamed();
  if (named) return { setup: use(named.environment, named.rules, false), close: closePool };
  const environment = readAppEnvironment("development");
  const embedded = await openEmbedded();
  return {
    setup: use(await embeddedEnvironment(environment, embedded.url), "development", true),
    close: async () => {
      await closePool();
      await embedded.stop();
    },
  };
}

/** The first environment that names a database: that of production, or of development. */
function readNamed(): { environment: Environment; rules: Rules } | null {
  for (const rules of ["production", "development"] as const) {
    const environment = readAppEnvironment(rules);
    if (namedDatabase(environment) !== null) return { environment, rules };
  }
  return null;
}

async function openEmbedded() {
  try {
    return await openEmbeddedDatabase(embeddedDatabaseDirectory);
  } catch (error) {
    if (!(error instanceof NoEmbeddedDatabaseError)) throw error;
    throw new CommandError("no-database", error.message);
  }
}

function use(source: Environment, rules: Rules, isEmbedded: boolean): Setup {
  const unusable = setAppEnvironment(source, rules);
  if (unusable.has("DATABASE_URL")) {
    const problem = startProblems(source, rules).find(({ name }) => name === "DATABASE_URL");
    throw new CommandError("database-url", `DATABASE_URL ${problem?.message}.`);
  }
  return { isEmbedded, unusable };
}

async function closePool(): Promise<void> {
  const { closeDatabase } = await import("../../lib/db/driver/client");
  await closeDatabase(1);
}
