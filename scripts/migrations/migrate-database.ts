import postgres from "postgres";
import { sparingLostConnections } from "../../lib/db/driver/lost-connection";
import { pinnedNames, portableSettings } from "../../lib/db/driver/session-settings";
import { applyMigrations, type MigrationRun } from "../../lib/db/migrations/apply-migrations";
import {
  MigrationEditedError,
  MigrationFailedError,
  MigrationFolderError,
  UnreadableJournalError,
  UnsuitableError,
} from "../../lib/db/migrations/migration-errors";
import { readMigrationFiles } from "../../lib/db/migrations/migration-files";
import { describeDatabase, toConnectionTarget } from "../../lib/env/connection-target";
import { isReadableDatabaseUrl, lacksHost, toConnectionUrl } from "../../lib/env/database-url";
import { codeOf } from "../../lib/error-cause";
import { migrationsDirectory } from "../processes/project-paths";
import { SetupError } from "../processes/setup-error";
import {
  editedMigrations,
  failedMigration,
  unreadableJournal,
  unsuitableDatabase,
} from "./migration-failure";

const connectTimeoutSeconds = 10;

/**
 * Applies every migration that the database lacks; with none missing, it writes nothing.
 * Several processes may run it at once.
 *
 * @throws SetupError that names the migration and the reason
 */
export async function migrateDatabase(
  url: string,
  migrationsFolder = migrationsDirectory,
): Promise<MigrationRun> {
  const address = toReadableAddress(url);
  const sql = connect(address);
  try {
    return await applyMigrations(sql, readMigrationFiles(migrationsFolder));
  } catch (error) {
    throw explainDatabaseFailure(error, address);
  } finally {
    // No query is running, and a lost connection would never close by itself.
    await sql.end({ timeout: 1 });
  }
}

/**
 * An address as postgres.js takes it.
 * @throws SetupError that says what is wrong with it
 */
export function toReadableAddress(url: string): string {
  if (lacksHost(url)) {
    throw new SetupError(
      "DATABASE_URL names no host after the @. Write localhost there, or add " +
        "?host=/var/run/postgresql for a Unix socket.",
    );
  }
  if (!isReadableDatabaseUrl(url)) {
    throw new SetupError(
      "DATABASE_URL is not a valid address. Write it like postgres://user:password@host:5432/name, " +
        "with reserved characters of the password percent-encoded, and without quotes around it.",
    );
  }
  return toConnectionUrl(url);
}

function connect(address: string): postgres.Sql {
  const { url, options } = toConnectionTarget(address, pinnedNames);
  const sql = postgres(url, {
    ...options,
    max: 1,
    prepare: false,
    connect_timeout: connectTimeoutSeconds,
    onnotice: () => {},
    connection: { application_name: "foyer db:migrate", ...portableSettings },
  });
  return sparingLostConnections(sql);
}

/** What to print for a database that can't be used; any other error stays as it is. */
export function explainDatabaseFailure(error: unknown, address: string): unknown {
  if (error instanceof MigrationFolderError) return new SetupError(error.message);
  if (error instanceof MigrationEditedError) return editedMigrations(error);
  if (error instanceof MigrationFailedError) return failedMigration(error);
  if (error instanceof UnsuitableError) return unsuitableDatabase(error, describeDatabase(address));
  if (error instanceof UnreadableJournalError) return unreadableJournal(error);
  const code = codeOf(error);
  const advice = code ? adviceByCode[code] : undefined;
  if (!advice) return error;
  return new SetupError(
    `The database ${describeDatabase(address)} cannot be used (${code}): ${advice}\n` +
      "Correct DATABASE_URL (environment or .env.local) and run it again.",
  );
}

const adviceByCode: Record<string, string> = {
  ECONNREFUSED: "nothing listens there. Is Postgres running, and is the port right?",
  ENOTFOUND: "there is no such host. Is the name right?",
  EAI_AGAIN: "the host name cannot be resolved. Is the network up?",
  ETIMEDOUT: "it does not respond. Does a firewall or a list of allowed addresses block it?",
  CONNECT_TIMEOUT: "it does not respond. Does a firewall or a list of allowed addresses block it?",
  ECONNRESET:
    "it closes the connection. With sslmode=require: it may not offer TLS. Without: it may require it.",
  "28P01": "the user or password is wrong.",
  "28000": "it does not accept this user from here. If it requires TLS, add ?sslmode=require.",
  "3D000": "there is no such database. Create it first.",
  ENOENT: "there is no such socket. Is Postgres running, and are the directory and the port right?",
  EACCES: "this user may not open that socket.",
};
