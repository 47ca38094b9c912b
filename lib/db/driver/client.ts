import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { sparingLostConnections } from "@/lib/db/driver/lost-connection";
import { querySpans } from "@/lib/db/driver/query-spans";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";

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

const holder = () => globalSingleton<{ pool?: Pool | undefined }>("database", () => ({}));

/** The connection pool of this process, opened on first use. */
export function db(): Pool {
  const held = holder();
  held.pool ??= drizzle({ client: sparingLostConnections(connect()), logger: querySpans });
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

/** Lets running queries finish, then closes every connection. */
export async function closeDatabase(withinSeconds: number): Promise<void> {
  await db().$client.end({ timeout: withinSeconds });
}

/** Opens a separate pool with the app's settings. The caller must end it. */
export function connect(settings = env()): postgres.Sql {
  const { DATABASE_URL, DATABASE_POOL_MAX, DATABASE_PREPARE } = settings;
  return postgres(DATABASE_URL, {
    max: DATABASE_POOL_MAX,
    prepare: DATABASE_PREPARE,
    connect_timeout: connectTimeoutSeconds,
    idle_timeout: idleTimeoutSeconds,
    max_lifetime: connectionLifetimeSeconds,
    // The default grows to 20 s, which would prolong an outage long after Postgres is back.
    backoff: () => 0.2,
    onnotice: () => {},
    connection: {
      application_name: "foyer",
      // A transaction pooler rejects connections that set parameters of their own.
      ...(DATABASE_PREPARE && { statement_timeout: statementTimeoutMilliseconds }),
    },
  });
}
