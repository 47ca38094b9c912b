import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { sparingLostConnections } from "@/lib/db/driver/lost-connection";
import { withOwnOutcomes } from "@/lib/db/driver/own-outcome";
import { inReadCommitted } from "@/lib/db/driver/read-committed";
import { directSettings, pinnedNames, portableSettings } from "@/lib/db/driver/session-settings";
import { toConnectionTarget } from "@/lib/env/connection-target";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";
import { querySpans } from "@/lib/telemetry/query-spans";

export type Database = PostgresJsDatabase;
type Pool = Database & { $client: postgres.Sql };

/** How long Postgres may take to accept a connection. */
const connectTimeoutSeconds = 4;
/** Connections are replaced at this age, so that the pool follows failovers and DNS changes. */
const connectionLifetimeSeconds = 30 * 60;
const idleTimeoutSeconds = 60;
/** Longer than any query of ours takes; cancels one that waits for a stuck transaction's lock. */
const statementTimeoutMilliseconds = 4_000;

/** As long as a query may take; one that is still running then fails. */
const drainTimeoutSeconds = 5;

type Holder = SessionStart & { pool?: Pool | undefined };

/** What this process has learned about the sessions that it may start. */
export type SessionStart = {
  /**
   * The pooler refuses `directSettings`, so sessions start without them. It may pool by transaction, so
   * nothing is prepared either, as with DATABASE_PREPARE=false.
   */
  settingsRefused?: boolean;
  /** Prepare all the same, to find out what becomes of it. */
  prepareAnyway?: boolean;
  /** The path that leads to our tables, if the default one doesn't. */
  searchPath?: string;
};

const holder = () => globalSingleton<Holder>("database", () => ({}));

/** The connection pool of this process, opened on first use. */
export function db(): Pool {
  const held = holder();
  held.pool ??= drizzle({
    client: withOwnOutcomes(sparingLostConnections(connect())),
    logger: querySpans,
  });
  return held.pool;
}

/**
 * Makes the next query open a new pool, while this one finishes what it has begun. If the other host
 * vanished without closing a connection, the kernel retries for a quarter of an hour. Until then the
 * dead connection would keep its place in the pool.
 */
export function replacePool(pool: Pool): void {
  if (holder().pool !== pool) return;
  holder().pool = undefined;
  void pool.$client.end({ timeout: drainTimeoutSeconds });
}

/**
 * Opens a new pool whose sessions start without the settings that a pooler may refuse.
 * @param refused - the pool whose connection was refused
 * @returns false if that pool had left them out already
 */
export function leaveOutSettings(refused: Pool): boolean {
  const held = holder();
  if (held.pool !== refused) return true;
  if (held.settingsRefused || !env().DATABASE_PREPARE) return false;
  held.settingsRefused = true;
  log.warn({
    event: "database.settings-refused",
    fix: "A pooler refuses the settings that the app's sessions start with. The app goes on as with DATABASE_PREPARE=false: set it, or run `npm run doctor` for what the pooler should ignore.",
  });
  replacePool(refused);
  return true;
}

/**
 * Opens a new pool whose sessions have this `search_path`.
 * @returns false if they can't, or already have it
 */
export function pinSearchPath(searchPath: string): boolean {
  const held = holder();
  const canPin = env().DATABASE_PREPARE && !held.settingsRefused;
  if (!canPin || held.searchPath === searchPath) return false;
  held.searchPath = searchPath;
  replacePool(db());
  return true;
}

/** Lets running queries finish, then closes every connection. */
export async function closeDatabase(withinSeconds: number): Promise<void> {
  await db().$client.end({ timeout: withinSeconds });
}

/** Opens a separate pool with the app's settings. The caller must end it. */
export function connect(settings = env(), start: SessionStart = holder()): postgres.Sql {
  const { DATABASE_URL, DATABASE_POOL_MAX, DATABASE_PREPARE } = settings;
  const pinned = [...pinnedNames, ...(start.searchPath ? ["search_path"] : [])];
  const { url, options } = toConnectionTarget(DATABASE_URL, pinned);
  const client = postgres(url, {
    ...options,
    max: DATABASE_POOL_MAX,
    prepare: DATABASE_PREPARE && (!start.settingsRefused || start.prepareAnyway === true),
    connect_timeout: connectTimeoutSeconds,
    idle_timeout: idleTimeoutSeconds,
    max_lifetime: connectionLifetimeSeconds,
    // The default grows to 20 s, which would prolong an outage long after Postgres is back.
    backoff: () => 0.2,
    onnotice: () => {},
    connection: {
      application_name: "foyer",
      ...portableSettings,
      // A transaction pooler rejects connections that set other parameters.
      ...(DATABASE_PREPARE && !start.settingsRefused && settingsOf(start)),
    },
  });
  return inReadCommitted(client);
}

function settingsOf({ searchPath }: SessionStart) {
  return {
    statement_timeout: statementTimeoutMilliseconds,
    ...directSettings,
    ...(searchPath && { search_path: searchPath }),
  };
}
