import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { recoveries } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { minutesFromNow } from "@/lib/test-support/stored-user";

/** Makes a recovery link for a user, as an operator does. @returns the hash of its token */
export async function storeRecovery(userId: string, minutes = 60): Promise<string> {
  const tokenHash = hashToken(createSessionToken());
  const recovery = { tokenHash, expires: minutesFromNow(minutes) };
  await db()
    .insert(recoveries)
    .values({ userId, ...recovery })
    .onConflictDoUpdate({ target: recoveries.userId, set: recovery });
  return tokenHash;
}
