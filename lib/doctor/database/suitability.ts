import type { CatalogFacts } from "@/lib/db/migrations/catalog-facts";
import { alterRole, findProblems, grantsFor } from "@/lib/db/migrations/database-problems";
import { locateTables, quoteIdentifier, schemaForTables } from "@/lib/db/migrations/table-location";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";

/** The findings about encoding, settings and schema, as the app's own connections have them. */
export function checkSuitability(facts: CatalogFacts): Finding[] {
  const problems = findProblems(facts);
  const failures = problems.map(({ check, text, fix }) => fail(check, text, fix));
  const isSound = (check: string) => !problems.some((problem) => problem.check === check);
  return [
    ...failures,
    ...(isSound("encoding") ? [ok("encoding", facts.encoding)] : []),
    ...(isSound("settings") ? [checkIsolation(facts)] : []),
    ...(isSound("schema") ? [checkSchema(facts)] : []),
  ];
}

function checkIsolation(facts: CatalogFacts): Finding {
  const { isolation } = facts;
  if (isolation === "read committed") {
    return ok("settings", "dates, isolation and the like are as the app's statements need them");
  }
  return warn(
    "settings",
    `statements are ${isolation} by default, and the pooler doesn't let the app change that: those that collide are repeated`,
    `Run: ${alterRole(facts, "default_transaction_isolation = 'read committed'")}`,
  );
}

function checkSchema(facts: CatalogFacts): Finding {
  const schema = schemaForTables(facts);
  if (schema === null) {
    return fail(
      "schema",
      `the user may create tables in no schema of its search_path (${facts.searchPath || "empty"})`,
      `As the database's owner: ${grantsFor(facts).join(" ")}`,
    );
  }
  const isThere = locateTables(facts).kind === "found";
  return ok(
    "schema",
    `${isThere ? "tables are" : "new tables will be"} in ${quoteIdentifier(schema)}`,
  );
}
