import "server-only";
import { and, eq, gt, sql } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { usedTokens } from "@/lib/db/limits-schema";

/** Longer than most browsers keep the cookie unused; the message only explains, and protects nothing. */
const keptFor = "30 days";

/**
 * The id of a session token among the used ones: what is kept can't be turned back into its hash. Not MD5,
 * which Postgres refuses where OpenSSL runs in FIPS mode.
 */
function idOf(tokenHash: unknown) {
  const digest = sql`encode(sha256(convert_to(${tokenHash}::text, 'UTF8')), 'hex')`;
  return sql`left(${digest}, 32)::uuid`;
}

/**
 * Remembers that the user ended these sessions on another device, in the transaction that ends them, so
 * that their browsers can be told.
 */
export async function rememberEnded(tx: Database, tokenHashes: readonly string[]): Promise<void> {
  if (tokenHashes.length === 0) return;
  const rows = tokenHashes.map((tokenHash) => ({
    id: idOf(tokenHash),
    expires: sql`now() + ${keptFor}::interval`,
  }));
  await tx.insert(usedTokens).values(rows).onConflictDoNothing();
}

/**
 * Whether the session of this token was ended on another device.
 * @throws DatabaseUnavailableError
 */
export async function wasEndedElsewhere(tokenHash: string): Promise<boolean> {
  const [found] = await runQuery(() =>
    db()
      .select({ id: usedTokens.id })
      .from(usedTokens)
      .where(and(eq(usedTokens.id, idOf(tokenHash)), gt(usedTokens.expires, sql`now()`))),
  );
  return found !== undefined;
}
