import "server-only";
import { and, eq, not, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { isRecentlyUsed } from "@/lib/db/address-confirmations";
import type { Database } from "@/lib/db/driver/client";
import { accounts, users } from "@/lib/db/schema";

/** Whether a user's suspension is in force, by the database's clock. */
export const isSuspended = sql<boolean>`(${users.suspendedAt} is not null
  and (${users.suspendedUntil} is null or ${users.suspendedUntil} > now()))`;

/** Whether a user may sign in, as far as that is stored with them. */
export const isAdmitted = and(not(isSuspended), not(users.awaitingApproval)) as SQL<boolean>;

/** What the access decision asks about an existing user. */
export type StoredStanding = {
  userId: string;
  suspension: StoredSuspension | null;
  isAwaitingApproval: boolean;
  /** The addresses that their accounts confirmed within 180 days. */
  addresses: {
    provider: string;
    /** Null for an account that was not used since issuers are stored. */
    issuer: string | null;
    email: string;
    isAuthoritative: boolean;
  }[];
};

/** `until` is in ISO 8601, or null for a suspension without an end. */
export type StoredSuspension = { until: string | null; reason: string | null };

/** A query for a user's standing, as one JSON value. */
export function selectStanding(database: Database, userId: SQLWrapper) {
  const addresses = database
    .select({
      all: sql`coalesce(json_agg(json_build_object(
        'provider', ${accounts.provider},
        'issuer', ${accounts.issuer},
        'email', ${accounts.email},
        'isAuthoritative', ${accounts.emailAuthoritative})), '[]')`,
    })
    .from(accounts)
    .where(and(eq(accounts.userId, users.id), eq(accounts.emailConfirmed, true), isRecentlyUsed));
  return database
    .select({
      standing: sql`json_build_object(
        'userId', ${users.id},
        'suspension', case when ${isSuspended} then json_build_object(
          'until', ${users.suspendedUntil}, 'reason', ${users.suspensionReason}) end,
        'isAwaitingApproval', ${users.awaitingApproval},
        'addresses', ${addresses})`,
    })
    .from(users)
    .where(eq(users.id, userId));
}
