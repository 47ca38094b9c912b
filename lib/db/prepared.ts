import "server-only";
import { type Database, db } from "@/lib/db/client";

/**
 * A query of Drizzle's that is built once for each pool and has a name at Postgres, where the pooler
 * allows one: the parameters are `sql.placeholder`s.
 *
 * @param build - ends with `.prepare(name)`
 */
export function prepared<Query extends object>(build: (database: Database) => Query): () => Query {
  const queries = new WeakMap<Database, Query>();
  return () => {
    const known = queries.get(db());
    if (known) return known;
    const query = build(db());
    queries.set(db(), query);
    return query;
  };
}
