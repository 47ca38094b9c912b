import postgres from "postgres";
import { describeDatabase, toConnectionTarget } from "../../lib/env/connection-target";
import { codeOf } from "../../lib/error-cause";
import { explainDatabaseFailure, toReadableAddress } from "../migrations/migrate-database";
import { SetupError } from "../processes/setup-error";

const connectTimeoutSeconds = 10;
/** A query of the app takes four seconds at most. */
const lockTimeout = "10s";

/**
 * Drops every schema of a database with all that is in it, and creates an empty `public` with the rights that
 * it had. Ends the user's other sessions first: those of a running app open again by themselves.
 *
 * @throws SetupError if the user may not
 */
export async function eraseDatabase(url: string): Promise<void> {
  const address = toReadableAddress(url);
  const target = toConnectionTarget(address);
  const sql = postgres(target.url, {
    ...target.options,
    max: 1,
    prepare: false,
    connect_timeout: connectTimeoutSeconds,
    onnotice: () => {},
    connection: { application_name: "foyer db:reset" },
  });
  try {
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;
    await sql.begin(dropSchemas);
  } catch (error) {
    throw explain(error, address);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function dropSchemas(sql: postgres.TransactionSql): Promise<void> {
  await sql.unsafe(`set local lock_timeout = '${lockTimeout}'`);
  const grants = await sql<{ statement: string }[]>`
    select format('grant %s on schema public to %s', privilege_type,
      case when grantee = 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end) as statement
    from pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
    where nspname = 'public'`;
  const schemas = await sql<{ name: string }[]>`
    select nspname as name from pg_namespace
    where nspname <> 'information_schema' and nspname not like 'pg\\_%'`;
  for (const { name } of schemas) await sql`drop schema ${sql(name)} cascade`;
  await sql`create schema public`;
  for (const { statement } of grants) await sql.unsafe(statement);
}

function explain(error: unknown, address: string): unknown {
  const advice = adviceByCode[codeOf(error) ?? ""];
  if (!advice) return explainDatabaseFailure(error, address);
  return new SetupError(`${describeDatabase(address)} was left as it is: ${advice}`);
}

const adviceByCode: Record<string, string> = {
  "42501":
    "the user may not drop all of it. Use the database's owner; before Postgres 15, also run as a superuser: alter schema public owner to <user>.",
  "55P03": "another session holds a lock on it. End that session, and run this again.",
};
