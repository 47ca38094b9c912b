import "server-only";
import { sql } from "drizzle-orm";
import { noteActivity } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { nullOnConflict } from "@/lib/db/driver/conflict";
import { accounts, users } from "@/lib/db/schema";
import type { SignInRecord } from "@/lib/db/sign-in/sign-in-record";
import { redeemToken } from "@/lib/db/used-tokens";

/**
 * Creates a user who waits for approval, and opens no session. Their browser is known from now on, as
 * with every new user.
 *
 * @param options.ownsAddress - false if another user has the address, who keeps it
 * @param options.pendingLink - the id of a pending link to redeem
 * @returns `created`; `used` if the link was used before; null if another write took the account, address
 *   or username first
 * @throws DatabaseUnavailableError
 */
export function addWaitingUser(
  record: SignInRecord,
  { ownsAddress, pendingLink }: { ownsAddress: boolean; pendingLink: string | null },
): Promise<"created" | "used" | null> {
  const { account, profile, session, deviceHash } = record;
  const { provider, email, image } = account;
  const { userAgent, ip, place } = session;
  const emailVerified = ownsAddress ? sql`now()` : null;
  return nullOnConflict(() =>
    db().transaction(async (tx) => {
      if (pendingLink && !(await redeemToken(tx, pendingLink))) return "used";
      const [user] = await tx
        .insert(users)
        .values({ ...profile, email, image, emailVerified, awaitingApproval: true })
        .returning({ id: users.id });
      if (!user) throw new Error("an insert returned no row");
      await tx.insert(accounts).values({ ...account, userId: user.id });
      const entry = { userId: user.id, kind: "account-created", provider } as const;
      await noteActivity(tx, { ...entry, userAgent, ip, place, deviceHash });
      return "created";
    }),
  );
}
