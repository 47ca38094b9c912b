import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { toConnectionUrl } from "../../lib/database-url";
import { migrationsDirectory } from "../processes/project-paths";
import { errorCode, SetupError } from "../processes/setup-error";

// Any constant will do, as long as every machine uses the same. In SQL text rather than as a
// parameter, so that no prepared statement is needed.
const lockStatement = "select pg_advisory_xact_lock(7036970001)";

const connectTimeoutSeconds = 10;

/**
 * Brings the database up to the newest migration; does nothing when it is there already.
 *
 * Two machines may run it at once: the second waits for the first. The lock belongs to a
 * transaction, which a transaction pooler (PgBouncer, Neon, Supabase) keeps on one server
 * connection; a session lock could be taken on one and released on another.
 */
export async function migrateDatabase(
  url: string,
  migrationsFolder = migrationsDirectory,
): Promise<void> {
  if (!URL.canParse(url)) {
    throw new SetupError(
      "DATABASE_URL cannot be read. It looks like postgres://user:password@host:5432/name, with " +
        "reserved characters of the password percent-encoded, and without quotes around it.",
    );
  }
  const sql = connect(url);
  try {
    await sql.begin(async (lock) => {
      await lock.unsafe(lockStatement);
      await applyMigrations(url, migrationsFolder);
    });
  } catch (error) {
    throw explain(error, url);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function applyMigrations(url: string, migrationsFolder: string): Promise<void> {
  const sql = connect(url);
  try {
    await migrate(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(url: string): postgres.Sql {
  return postgres(toConnectionUrl(url), {
    max: 1,
    prepare: false,
    connect_timeout: connectTimeoutSeconds,
    onnotice: () => {},
  });
}

function explain(error: unknown, url: string): unknown {
  const code = errorCode(error);
  const advice = code ? adviceByCode[code] : undefined;
  if (!advice) return error;
  return new SetupError(
    `The database ${describeAddress(url)} cannot be used (${code}): ${advice}\n` +
      "Correct DATABASE_URL (environment or .env.local) and run it again.",
  );
}

function describeAddress(url: string): string {
  if (!URL.canParse(url)) return "that DATABASE_URL names";
  const { host, pathname } = new URL(url);
  return `${pathname.slice(1) || "(no name)"} at ${host}`;
}

const adviceByCode: Record<string, string> = {
  ECONNREFUSED: "nothing listens there. Is Postgres running, and the port right?",
  ENOTFOUND: "there is no such host. Is its name right?",
  EAI_AGAIN: "the host's name cannot be looked up. Is the network there?",
  ETIMEDOUT: "it does not answer. Does a firewall or an address list stand between?",
  CONNECT_TIMEOUT: "it does not answer. Does a firewall or an address list stand between?",
  ECONNRESET: "it hangs up. With sslmode=require it may offer no TLS; without, it may ask for it.",
  "28P01": "it does not accept the user or password.",
  "28000": "it does not let this user in. Does it ask for TLS (add ?sslmode=require)?",
  "3D000": "there is no such database. Create it first.",
  "42501": "the user may not create tables there. Use the database's owner.",
};
