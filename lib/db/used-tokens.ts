import "server-only";
import { sql } from "drizzle-orm";
import { deleteExpired } from "@/lib/db/delete-expired";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { usedTokens } from "@/lib/db/schema";

/** Longer than any sealed value that works once is valid. */
const keptFor = "1 hour";

/**
 * Uses up a sealed value that works once, within the transaction that acts on it.
 *
 * @param id - of the sealed value, a UUID
 * @returns false when it was used before
 */
export async function redeemToken(tx: Database, id: string): Promise<boolean> {
  const expires = sql`now() + ${keptFor}::interval`;
  const used = await tx
    .insert(usedTokens)
    .values({ id, expires })
    .onConflictDoNothing()
    .returning({ id: usedTokens.id });
  return used.length > 0;
}

/** The same as SQL, with the id as its parameter; no row comes back when it was used before. */
export const redeemTokenStatement = `-- redemption of a token
  insert into used_tokens (id, expires_at) values ($1, now() + interval '${keptFor}')
  on conflict do nothing
  returning id`;

/**
 * Uses up a sealed value that is not acted on.
 * @throws DatabaseUnavailableError
 */
export async function discardToken(id: string): Promise<void> {
  await runQuery(() => redeemToken(db(), id));
}

/**
 * Removes up to `limit` rows whose sealed value has expired.
 * @returns how many there were
 * @throws DatabaseUnavailableError
 */
export async function deleteExpiredTokens(limit: number): Promise<number> {
  const { id, expires } = usedTokens;
  return deleteExpired({ table: usedTokens, id, time: expires, moment: sql`now()`, limit });
}
