import "server-only";
import type postgres from "postgres";
import { connect, type SessionStart } from "@/lib/db/driver/client";
import { withDeadline } from "@/lib/db/driver/run-query";
import { isRefusedSetting } from "@/lib/db/driver/session-settings";
import { type Journal, readJournal } from "@/lib/db/migrations/applied-migrations";
import { type CatalogFacts, readCatalogFacts } from "@/lib/db/migrations/catalog-facts";
import type { Migration } from "@/lib/db/migrations/migration-files";
import { type Env, env } from "@/lib/env/env";
import { codeOf } from "@/lib/error-cause";

/** What Postgres reports to a client that connects with the app's settings. */
export type Inspection = {
  versionNumber: number;
  /** Whether the last hop, to Postgres itself, is encrypted. */
  tls: boolean;
  readOnly: boolean;
  /** How many connections roles other than superusers can share. */
  connections: number;
  /** Which migrations it has. */
  journal: Journal;
  facts: CatalogFacts;
  /** Whether a pooler shares one connection among several clients in turn. */
  shared: boolean;
  /** Whether a client's prepared statements remain available to it. */
  keepsPrepared: boolean;
};

const deadlineMilliseconds = 10_000;

/**
 * Inspects the database without writing to it.
 * @param known - the migrations of this code
 * @throws InspectionError
 */
export async function inspectDatabase(
  known: readonly Migration[],
  settings: Env = env(),
  start: SessionStart = {},
): Promise<Inspection> {
  const open = () => connect({ ...settings, DATABASE_POOL_MAX: 1 }, start);
  const clients = [open(), open()] as const;
  try {
    return await withDeadline(() => inspect(known, ...clients), deadlineMilliseconds);
  } catch (error) {
    throw new InspectionError(codeOf(error) ?? "no response in time", isRefusedSetting(error));
  } finally {
    await Promise.all(clients.map((sql) => sql.end({ timeout: 1 }).catch(() => {})));
  }
}

/** Why the database can't be inspected. It omits the URL, which contains the password. */
export class InspectionError extends Error {
  override name = "InspectionError";

  constructor(
    readonly code: string,
    /** Whether a pooler refused a setting that the app sends with each connection. */
    readonly refusedSetting: boolean,
  ) {
    super(`the database cannot be inspected: ${code}`);
  }
}

async function inspect(
  known: readonly Migration[],
  sql: postgres.Sql,
  other: postgres.Sql,
): Promise<Inspection> {
  const [row] = await sql<Row[]>`
    select current_setting('server_version_num')::int as version_number,
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls,
      current_setting('transaction_read_only') = 'on' as read_only,
      current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int as connections`;
  if (!row) throw new Error("no row");
  const facts = await readCatalogFacts(sql);
  return {
    versionNumber: row.version_number,
    tls: row.tls,
    readOnly: row.read_only,
    connections: row.connections,
    facts,
    journal: await readJournal(sql, facts, known),
    ...(await findPooling(sql, other)),
  };
}

type Row = { version_number: number; tls: boolean; read_only: boolean; connections: number };

/**
 * A pooler in transaction mode takes its connection back after each transaction. So while the second
 * client holds one, either the first has to use another than before, or the second got the very one
 * that the first had used. On another connection, the first client's prepared statement is unknown.
 * That error aborts a transaction, so postgres.js can't simply prepare the statement again.
 */
async function findPooling(sql: postgres.Sql, other: postgres.Sql) {
  const before = await backendPid(sql);
  return other.begin(async (held) => {
    const taken = await backendPid(held);
    try {
      const after = await sql.begin(backendPid);
      return { shared: taken === before || after !== before, keepsPrepared: true };
    } catch (error) {
      // invalid_sql_statement_name, or in_failed_sql_transaction after postgres.js retried.
      if (!["26000", "25P02"].includes(codeOf(error) ?? "")) throw error;
      return { shared: true, keepsPrepared: false };
    }
  });
}

async function backendPid(sql: postgres.ISql): Promise<number | undefined> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return row?.pid;
}
