import { getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import * as access from "@/lib/db/access-schema";
import * as adminLog from "@/lib/db/admin-log/schema";
import * as limits from "@/lib/db/limits-schema";
import * as pictures from "@/lib/db/pictures-schema";
import * as remembered from "@/lib/db/remembered-schema";
import * as schema from "@/lib/db/schema";

/** What decides whether a database can be used, and where in it our tables are or may be. */
export type CatalogFacts = {
  encoding: string;
  dateStyle: string;
  /** The isolation of a statement outside a transaction. */
  isolation: string;
  replicationRole: string;
  database: string;
  role: string;
  /** The value of `search_path`; `""` if it was set to nothing. */
  searchPath: string;
  /** The schemas of the path that exist and that the role may use, in order. */
  path: { schema: string; mayCreate: boolean }[];
  /** Every schema of the database. */
  schemas: string[];
  /** Whether the role may create schemas. */
  mayCreateSchema: boolean;
  /** Whether the role may create tables in Drizzle's schema. */
  mayCreateInDrizzle: boolean;
  /** Our tables, and tables of the same names, in every schema. */
  tables: FoundTable[];
  /** The schemas that have a table of applied migrations. */
  journals: string[];
};

type FoundTable = {
  schema: string;
  name: string;
  /** Whether the name alone leads to it. */
  visible: boolean;
  /** Whether it has the column by which we recognise our table of sessions. */
  hasTokenHash: boolean;
};

export const journalTable = "__drizzle_migrations";

/** The names of Foyer's tables. A builder's may be in another schema. */
export const foyerTables = Object.values({
  ...schema,
  ...access,
  ...adminLog,
  ...limits,
  ...pictures,
  ...remembered,
})
  .filter((value) => is(value, PgTable))
  .map((table) => getTableName(table));

/** Reads them with one query of the catalog, which any role may read. */
export async function readCatalogFacts(sql: postgres.ISql): Promise<CatalogFacts> {
  const [row] = await sql.unsafe<{ facts: string }[]>(factsQuery);
  if (!row) throw new Error("no row");
  return JSON.parse(row.facts);
}

const literals = (names: string[]) => names.map((name) => `'${name}'`).join(", ");

const factsQuery = `
select json_build_object(
  'encoding', current_setting('server_encoding'),
  'dateStyle', current_setting('DateStyle'),
  'isolation', current_setting('default_transaction_isolation'),
  'replicationRole', current_setting('session_replication_role'),
  'database', current_database(),
  'role', current_user,
  'searchPath', current_setting('search_path'),
  'path', (
    select coalesce(json_agg(json_build_object(
      'schema', nspname, 'mayCreate', has_schema_privilege(n.oid, 'CREATE')) order by place), '[]')
    from unnest(current_schemas(false)) with ordinality as p(schema, place)
    join pg_catalog.pg_namespace n on nspname = p.schema
    where nspname not in ('pg_catalog', 'information_schema')),
  'schemas', (select json_agg(nspname) from pg_catalog.pg_namespace),
  'mayCreateSchema', has_database_privilege(current_database(), 'CREATE'),
  'mayCreateInDrizzle', coalesce((
    select has_schema_privilege(oid, 'CREATE') and has_schema_privilege(oid, 'USAGE')
    from pg_catalog.pg_namespace where nspname = 'drizzle'), false),
  'tables', (
    select coalesce(json_agg(json_build_object(
      'schema', nspname, 'name', relname, 'visible', pg_table_is_visible(c.oid),
      'hasTokenHash', exists (
        select from pg_catalog.pg_attribute
        where attrelid = c.oid and attname = 'token_hash' and not attisdropped))), '[]')
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p') and relname in (${literals(foyerTables)})),
  'journals', (
    select coalesce(json_agg(nspname), '[]')
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and relname = '${journalTable}')
)::text as facts`;
