import "server-only";
import { sql } from "drizzle-orm";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { usedTokens } from "@/lib/db/limits-schema";

/** Longer than any single-use sealed value is valid. */
const keptFor = "1 hour";

/**
 * Redeems a single-use sealed value, in the transaction that acts on it.
 *
 * @param id - the sealed value's UUID
 * @returns false if it was used before
 */
export async function redeemToken(tx: Database, id: string): Promise<boolean> {
  const expires = sql`now() + ${keptFor}::interval`;
  const used = await tx
    .insert(usedTokens)
    .values({ id, expires })
    .onConflictDoNothing()
    .returning({ id: usedTokens.id })
    .prepare("redeem_token")
    .execute();
  return used.length > 0;
}

/**
 * Redeems a sealed value without acting on it, so that it can't be used later.
 * @throws DatabaseUnavailableError
 */
export async function discardToken(id: string): Promise<void> {
  await runQuery(() => redeemToken(db(), id));
}

/**
 * Deletes up to `limit` rows whose sealed values have expired.
 * @returns the number of deleted rows
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredTokens(limit: number): Promise<number> {
  const { id, expires } = usedTokens;
  return deleteExpired({ table: usedTokens, id, time: expires, moment: sql`now()`, limit });
}
