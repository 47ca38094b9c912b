/** The names of Foyer's tables; others are a builder's. `lib/db/migrations/foyer-tables.test.ts` compares them. */
export const foyerTables = [
  ...["users", "accounts", "sessions", "activity", "pictures", "rate_limits", "used_tokens"],
  ...["invitations", "recoveries", "suspended_identities"],
  "admin_log",
  ...["released_usernames", "removed_accounts"],
];

/** What there is of Foyer's tables: a builder's may be empty, and are in no export unless they say so. */
export function ofFoyer<T>(tables: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(tables).filter(([name]) => foyerTables.includes(name)));
}
