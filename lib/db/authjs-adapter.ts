import "server-only";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { Adapter } from "next-auth/adapters";
import type { Database } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { accounts, sessions, users } from "@/lib/db/schema";

type Tables = NonNullable<Parameters<typeof DrizzleAdapter<Database>>[1]>;

/**
 * @auth/drizzle-adapter on our tables.
 *
 * Its types require the provider's tokens on every account, and the token as the session's primary
 * key. Our tables have neither on purpose, and no method that Auth.js calls here reads them.
 */
export const drizzleAdapter = oncePerPool((database) => {
  const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions };
  return DrizzleAdapter(database, tables as unknown as Tables) as Required<Adapter>;
});
