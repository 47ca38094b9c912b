import type { CatalogFacts } from "@/lib/db/migrations/catalog-facts";

/** Our table of sessions, by which the schema of all is recognised. */
export const sessionsTable = {
  schema: "public",
  name: "sessions",
  visible: true,
  hasTokenHash: true,
};

/** A database without problems. */
export const soundFacts: CatalogFacts = {
  encoding: "UTF8",
  dateStyle: "ISO, MDY",
  isolation: "read committed",
  replicationRole: "origin",
  database: "foyer",
  role: "foyer",
  searchPath: '"$user", public',
  path: [{ schema: "public", mayCreate: true }],
  schemas: ["public", "drizzle"],
  mayCreateSchema: true,
  mayCreateInDrizzle: true,
  tables: [sessionsTable],
  journals: ["drizzle"],
};
