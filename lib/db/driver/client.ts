import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { querySpans } from "@/lib/db/driver/query-spans";
import { env } from "@/lib/env/env";
import { codeOf } from "@/lib/error-cause";
import { globalSingleton } from "@/lib/global-singleton";

export type Database = PostgresJsDatabase;
type Pool = Database & { $client: postgres.Sql };

/** Nobody waits longer than this for Postgres to accept a connection. */
const connectTimeoutSeconds = 4;
/** A connection is renewed now and then, so that a pool follows a failover and a DNS change. */
const connectionLifetimeSeconds = 30 * 60;
const idleTimeoutSeconds = 60;
/** Longer than any query of ours; stops one that waits for a lock behind a stuck neighbour. */
const statementTimeoutMilliseconds = 4_000;

/** Longer than a query may take; what has no answer by then gets none. */
const farewellSeconds = 5;

const holder = () => globalSingleton<{ pool?: Pool | undefined }>("database", () => ({}));

/** The connection pool of this process, opened on first use. */
export function db(): Pool {
  const held = holder();
  held.pool ??= drizzle({ client: sparingLostConnections(connect()), logger: querySpans });
  return held.pool;
}

/**
 * Has the next query open another pool, and lets this one finish what it has begun. Where the other
 * end of a connection vanished without a word, as with the host that it was on, the kernel tries on
 * for a quarter of an hour, and until then the connection would keep its place.
 */
export function replacePool(pool: Pool): void {
  if (holder().pool !== pool) return;
  holder().pool = undefined;
  void pool.$client.end({ timeout: farewellSeconds });
}

/** Lets queries that have begun end, and closes every connection. */
export async function closeDatabase(withinSeconds: number): Promise<void> {
  await db().$client.end({ timeout: withinSeconds });
}

/** A pool of its own with the settings of the app; whoever opens it ends it. */
export function connect(settings = env()): postgres.Sql {
  const { DATABASE_URL, DATABASE_POOL_MAX, DATABASE_PREPARE } = settings;
  return postgres(DATABASE_URL, {
    max: DATABASE_POOL_MAX,
    prepare: DATABASE_PREPARE,
    connect_timeout: connectTimeoutSeconds,
    idle_timeout: idleTimeoutSeconds,
    max_lifetime: connectionLifetimeSeconds,
    // The default grows to 20 s, which would keep visitors out long after Postgres is back.
    backoff: () => 0.2,
    onnotice: () => {},
    connection: {
      application_name: "foyer",
      // A transaction pooler refuses connections that ask for settings of their own.
      ...(DATABASE_PREPARE && { statement_timeout: statementTimeoutMilliseconds }),
    },
  });
}

/** The connection is gone: Postgres ended it (57P01 and its kin), or the line did. */
const lostCodes = /^(57P0\d|CONNECTION_(CLOSED|ENDED|DESTROYED)|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * postgres.js 3.4.9 rolls back a transaction that failed, even because its connection is gone. That
 * throws where nobody can catch it, and the connection keeps its place in the pool but never works
 * again: https://github.com/porsager/postgres/issues/1208
 *
 * Nothing is rolled back of a transaction that does not come to its end, and `begin` itself fails
 * when the connection goes.
 */
export function sparingLostConnections(client: postgres.Sql): postgres.Sql {
  const begin = client.begin.bind(client) as (options: string, work: Work) => Promise<unknown>;
  const spare = (...[first, second]: [Work] | [options: string, work: Work]) => {
    const [options, work] = second ? [first as string, second] : ["", first as Work];
    return begin(options, (sql) =>
      work(sql).catch((error) => (isLost(error) ? new Promise(() => {}) : Promise.reject(error))),
    );
  };
  return Object.assign(client, { begin: spare });
}

type Work = (sql: postgres.TransactionSql) => Promise<unknown>;

function isLost(error: unknown): boolean {
  return lostCodes.test(codeOf(error) ?? "");
}
