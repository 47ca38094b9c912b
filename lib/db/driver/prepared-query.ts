import "server-only";
import { type Database, db } from "@/lib/db/driver/client";

/**
 * What is built once for each pool rather than for each use.
 *
 * @param build - for a query, ends with `.prepare(name)`: its parameters are `sql.placeholder`s, and
 *   where the pooler allows it Postgres plans it once under that name
 */
export function oncePerPool<T extends object>(build: (database: Database) => T): () => T {
  const built = new WeakMap<Database, T>();
  return () => {
    const known = built.get(db()) ?? build(db());
    built.set(db(), known);
    return known;
  };
}
