import "server-only";
import { and, eq, gt, or, sql } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { usedTokens } from "@/lib/db/limits-schema";

/** Longer than most browsers keep the cookie unused; the message only explains, and protects nothing. */
const keptFor = "30 days";

/** Who ended a session that its browser still has a cookie of. */
export type EndedBy = "user" | "operator";

/**
 * The id of a session token among the used ones: what is kept can't be turned back into its hash. Not MD5,
 * which Postgres refuses where OpenSSL runs in FIPS mode.
 */
function idOf(tokenHash: string, endedBy: EndedBy) {
  const text = endedBy === "user" ? tokenHash : `operator:${tokenHash}`;
  const digest = sql`encode(sha256(convert_to(${text}::text, 'UTF8')), 'hex')`;
  return sql<string>`left(${digest}, 32)::uuid`;
}

/**
 * Remembers that the user ended these sessions on another device, or an operator did, in the transaction that
 * ends them, so that their browsers can be told.
 */
export async function rememberEnded(
  tx: Database,
  tokenHashes: readonly string[],
  endedBy: EndedBy,
): Promise<void> {
  if (tokenHashes.length === 0) return;
  const rows = tokenHashes.map((tokenHash) => ({
    id: idOf(tokenHash, endedBy),
    expires: sql`now() + ${keptFor}::interval`,
  }));
  await tx.insert(usedTokens).values(rows).onConflictDoNothing();
}

/**
 * Who ended the session of this token, if it wasn't its own browser; null if no one did.
 * @throws DatabaseUnavailableError
 */
export async function findEndedBy(tokenHash: string): Promise<EndedBy | null> {
  const byOperator = idOf(tokenHash, "operator");
  const [found] = await runQuery(() =>
    db()
      .select({ isByOperator: sql<boolean>`${usedTokens.id} = ${byOperator}` })
      .from(usedTokens)
      .where(
        and(
          or(eq(usedTokens.id, idOf(tokenHash, "user")), eq(usedTokens.id, byOperator)),
          gt(usedTokens.expires, sql`now()`),
        ),
      ),
  );
  if (!found) return null;
  return found.isByOperator ? "operator" : "user";
}
