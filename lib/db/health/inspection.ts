import "server-only";
import type postgres from "postgres";
import { connect } from "@/lib/db/driver/client";
import { withDeadline } from "@/lib/db/driver/run-query";
import { readAppliedMigrations } from "@/lib/db/migrations/applied-migrations";
import type { AppliedMigration } from "@/lib/db/migrations/compare-migrations";
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
  /** Null if the role may not read them. */
  appliedMigrations: AppliedMigration[] | null;
  /** Whether a pooler shares one connection among several clients in turn. */
  shared: boolean;
  /** Whether a client's prepared statements remain available to it. */
  keepsPrepared: boolean;
};

const deadlineMilliseconds = 10_000;

/**
 * Inspects the database without writing to it.
 * @throws InspectionError
 */
export async function inspectDatabase(settings: Env = env()): Promise<Inspection> {
  const open = () => connect({ ...settings, DATABASE_POOL_MAX: 1 });
  const clients = [open(), open()] as const;
  try {
    return await withDeadline(() => inspect(...clients), deadlineMilliseconds);
  } catch (error) {
    throw new InspectionError(
      codeOf(error) ?? "no response in time",
      /unsupported startup parameter/.test(String(error)),
    );
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

async function inspect(sql: postgres.Sql, other: postgres.Sql): Promise<Inspection> {
  const [row] = await sql<Row[]>`
    select current_setting('server_version_num')::int as version_number,
      coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls,
      current_setting('transaction_read_only') = 'on' as read_only,
      current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int as connections`;
  if (!row) throw new Error("no row");
  return {
    versionNumber: row.version_number,
    tls: row.tls,
    readOnly: row.read_only,
    connections: row.connections,
    appliedMigrations: await findAppliedMigrations(sql),
    ...(await findPooling(sql, other)),
  };
}

type Row = { version_number: number; tls: boolean; read_only: boolean; connections: number };

async function findAppliedMigrations(sql: postgres.Sql): Promise<AppliedMigration[] | null> {
  try {
    return await readAppliedMigrations(sql);
  } catch (error) {
    // insufficient_privilege
    if (codeOf(error) === "42501") return null;
    throw error;
  }
}

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
