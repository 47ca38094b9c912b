import "server-only";
import { and, eq, exists, sql } from "drizzle-orm";
import { db } from "@/lib/db/driver/client";
import { runQuery } from "@/lib/db/driver/run-query";
import { isLive } from "@/lib/db/is-live";
import { sessions, users } from "@/lib/db/schema";

/**
 * Stores the language that a user chose, if the session that they chose it in is still live.
 * @throws DatabaseUnavailableError
 */
export async function storeLocale(
  { userId, sessionId }: { userId: string; sessionId: string },
  locale: string,
): Promise<void> {
  const ownSession = and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isLive);
  const hasSession = exists(db().select({ id: sessions.id }).from(sessions).where(ownSession));
  const isAnother = sql`${users.locale} is distinct from ${locale}`;
  await runQuery(() =>
    db()
      .update(users)
      .set({ locale })
      .where(and(eq(users.id, userId), isAnother, hasSession)),
  );
}
