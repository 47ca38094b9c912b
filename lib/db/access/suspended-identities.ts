import "server-only";
import { and, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import { suspendedIdentities } from "@/lib/db/access-schema";
import type { Database } from "@/lib/db/driver/client";

const { identityHash, suspendedUntil, reason } = suspendedIdentities;

/** Whether a suspended identity is still suspended. Clean-up deletes the others, but perhaps not at once. */
export const isStillSuspended = or(isNull(suspendedUntil), gt(suspendedUntil, sql`now()`));

/**
 * A query for the suspension of an identity, as one JSON value of type `StoredSuspension`: the one that
 * ends last, if several users with this identity were suspended.
 *
 * @param hashes - of the identity, under each secret in use
 */
export function selectIdentitySuspension(database: Database, hashes: SQL<string[]>) {
  const facts = sql`json_build_object('until', ${suspendedUntil}, 'reason', ${reason})`;
  return database
    .select({ last: sql`json_agg(${facts} order by ${suspendedUntil} desc nulls first) -> 0` })
    .from(suspendedIdentities)
    .where(and(sql`${identityHash} = any(${hashes})`, isStillSuspended));
}
