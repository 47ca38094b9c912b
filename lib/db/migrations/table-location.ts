import { type CatalogFacts, journalTable } from "@/lib/db/migrations/catalog-facts";

/** Where our tables are, by the `search_path` of the connection. */
export type TableLocation =
  | {
      kind: "found";
      schema: string;
      /** Tables that the path doesn't lead to: another schema has the same name earlier in it. */
      hidden: string[];
    }
  /** They exist, but in schemas that the path doesn't name. */
  | { kind: "elsewhere"; schemas: string[] }
  | { kind: "none" };

/**
 * Finds our tables: in the first schema of the path that has them. With an empty path, in the only
 * schema of the database that has them.
 */
export function locateTables({ path, searchPath, tables }: CatalogFacts): TableLocation {
  const homes = tables
    .filter(({ name, hasTokenHash }) => name === "sessions" && hasTokenHash)
    .map(({ schema }) => schema);
  const inPath = path.find(({ schema }) => homes.includes(schema))?.schema;
  const onlyOne = isEmpty(searchPath) && homes.length === 1 ? homes[0] : undefined;
  const home = inPath ?? onlyOne;
  if (home === undefined) {
    return homes.length > 0 ? { kind: "elsewhere", schemas: homes } : { kind: "none" };
  }
  const hidden = tables.filter(({ schema, visible }) => schema === home && !visible);
  return { kind: "found", schema: home, hidden: hidden.map(({ name }) => name) };
}

/**
 * The schema for new tables: where ours are, or else the first one of the path in which the role may
 * create tables. Null if there is none.
 */
export function schemaForTables(facts: CatalogFacts): string | null {
  const location = locateTables(facts);
  if (location.kind === "found") return location.schema;
  return facts.path.find(({ mayCreate }) => mayCreate)?.schema ?? null;
}

/** Drizzle's own schema for the list of applied migrations. */
export const drizzleSchema = "drizzle";

/** The schemas that may have our list of applied migrations: that of our tables, then Drizzle's. */
export function journalCandidates(facts: CatalogFacts): string[] {
  const beside = schemaForTables(facts);
  const wanted = beside === null ? [drizzleSchema] : [beside, drizzleSchema];
  return wanted.filter((schema) => facts.journals.includes(schema));
}

/** A list of applied migrations, as SQL. */
export function journalIn(schema: string): string {
  return `${quoteIdentifier(schema)}.${journalTable}`;
}

/** A name as SQL, whatever characters it has. */
export function quoteIdentifier(name: string): string {
  if (name === drizzleSchema || name === "public") return name;
  return `"${name.replaceAll('"', '""')}"`;
}

const isEmpty = (searchPath: string) => searchPath === "" || searchPath === '""';

/** The path with a schema before all others. */
export function pathWith(schema: string, { searchPath }: CatalogFacts): string {
  return isEmpty(searchPath)
    ? quoteIdentifier(schema)
    : `${quoteIdentifier(schema)}, ${searchPath}`;
}

/** The path with which our tables are found, or null if the session's own leads to them or can't. */
export function pathToPin(facts: CatalogFacts): string | null {
  const location = locateTables(facts);
  const isHidden = location.kind === "found" && location.hidden.length > 0;
  return isHidden ? pathWith(location.schema, facts) : null;
}
