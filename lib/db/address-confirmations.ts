import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/db/driver/client";
import { accounts } from "@/lib/db/schema";

/** An account that confirmed its user's address. */
export type Confirmation = {
  provider: string;
  /** Null for one that was not used since issuers are stored. */
  issuer: string | null;
  /** Whether it did so within 180 days. */
  isRecent: boolean;
  /** Whether the provider runs the address's domain. */
  isAuthoritative: boolean;
};

/**
 * Whether an account was last used recently enough for its address to count. Mailboxes change hands;
 * most providers wait longer than this before they reassign an address.
 */
export const isRecentlyUsed = sql<boolean>`${accounts.lastUsedAt} > now() - interval '180 days'`;

/** A query for a user's accounts that confirmed this address, as one JSON list of `Confirmation`. */
export function selectConfirmations(
  database: Database,
  userId: PgColumn,
  email: SQL<string | null> | string,
) {
  return database
    .select({
      all: sql<Confirmation[]>`coalesce(json_agg(json_build_object(
        'provider', ${accounts.provider},
        'issuer', ${accounts.issuer},
        'isRecent', ${isRecentlyUsed},
        'isAuthoritative', ${accounts.emailAuthoritative})), '[]')`,
    })
    .from(accounts)
    .where(
      and(
        eq(accounts.userId, userId),
        eq(accounts.email, email),
        eq(accounts.emailConfirmed, true),
      ),
    );
}
