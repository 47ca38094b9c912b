import "server-only";
import { type Database, db } from "@/lib/db/driver/client";

/**
 * Builds a value once per pool instead of once per use.
 *
 * @param build - for a query, ends with `.prepare(name)`. Its parameters are `sql.placeholder`s, and
 *   Postgres plans it once under that name if the pooler allows it
 */
export function oncePerPool<T extends object>(build: (database: Database) => T): () => T {
  const built = new WeakMap<Database, T>();
  return () => {
    const known = built.get(db()) ?? build(db());
    built.set(db(), known);
    return known;
  };
}
