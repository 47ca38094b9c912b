import type { CatalogFacts } from "@/lib/db/migrations/catalog-facts";
import { locateTables, pathWith, quoteIdentifier } from "@/lib/db/migrations/table-location";

/** Why a database can't be used as it is. */
export type DatabaseProblem = {
  check: "encoding" | "settings" | "schema";
  /** Names no role and no schema: /api/health shows it to everyone. */
  text: string;
  /** Usually the statement to run. */
  fix: string;
};

/**
 * What would make statements fail, or mean something else than they say: the encoding, and settings
 * that this session couldn't change.
 */
export function findProblems(facts: CatalogFacts): DatabaseProblem[] {
  return [...findServerProblems(facts), ...findPathProblems(facts)];
}

/** The same without the place of the tables, for a database that has none yet. */
export function findServerProblems(facts: CatalogFacts): DatabaseProblem[] {
  const { encoding, dateStyle, replicationRole } = facts;
  const problems: DatabaseProblem[] = [];
  if (encoding !== "UTF8") {
    problems.push({
      check: "encoding",
      text: `the database's encoding is ${encoding}, which can't store every name; it must be UTF8 (create database … encoding 'UTF8' template template0)`,
      fix: `Create another database: create database foyer encoding 'UTF8' template template0; then set DATABASE_URL to it. To keep data, dump the old one and restore it there.`,
    });
  }
  if (!dateStyle.startsWith("ISO")) {
    problems.push({
      check: "settings",
      text: `DateStyle is ${dateStyle}, and the pooler in front doesn't let the app set it`,
      fix: `Run: ${alterRole(facts, "DateStyle = 'ISO, MDY'")} Then restart the pooler.`,
    });
  }
  if (replicationRole !== "origin") {
    problems.push({
      check: "settings",
      text: `session_replication_role is ${replicationRole}, so deleting a user would leave their data`,
      fix: `As a superuser, run: ${alterRole(facts, "session_replication_role = origin")}`,
    });
  }
  return problems;
}

function findPathProblems(facts: CatalogFacts): DatabaseProblem[] {
  const location = locateTables(facts);
  if (location.kind === "none") return [];
  if (location.kind === "found") {
    if (location.hidden.length === 0) return [];
    const path = pathWith(location.schema, facts);
    const text = `search_path doesn't lead to these tables: ${location.hidden.join(", ")}`;
    return [{ check: "schema", text, fix: pathFix(facts, path) }];
  }
  const [schema = ""] = location.schemas;
  return [
    {
      check: "schema",
      text: "search_path doesn't name the schema that has the tables, or the role may not use it",
      fix: `The tables are in ${location.schemas.map(quoteIdentifier).join(", ")}; search_path is ${facts.searchPath || "empty"}. ${pathFix(facts, pathWith(schema, facts))} If the role may not use that schema, grant it usage. An installation of its own in this database needs a role of its own.`,
    },
  ];
}

function pathFix(facts: CatalogFacts, path: string): string {
  return `Run: ${alterRole(facts, `search_path = ${path}`)}`;
}

/** A default of one role in one database, which takes precedence over all others of the server. */
export function alterRole({ role, database }: CatalogFacts, setting: string): string {
  return `alter role ${quoteIdentifier(role)} in database ${quoteIdentifier(database)} set ${setting};`;
}

/** The statements that give a role a schema of its own, and its path to it. */
export function grantsFor(facts: CatalogFacts): string[] {
  const role = quoteIdentifier(facts.role);
  const byName = /"?\$user"?/.test(facts.searchPath);
  return [
    `create schema ${role} authorization ${role};`,
    ...(byName ? [] : [alterRole(facts, `search_path = ${role}`)]),
  ];
}
