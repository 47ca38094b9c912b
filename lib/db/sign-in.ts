import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { answer, DatabaseError } from "@/lib/db/answer";
import { type Database, db } from "@/lib/db/client";
import { drizzleAdapter } from "@/lib/db/drizzle-adapter";
import { accounts } from "@/lib/db/schema";

export type SignInRecord = {
  /** Null for a person who is new here. */
  userId: string | null;
  account: { provider: string; providerAccountId: string; email: string; isNew: boolean };
  profile: { username: string; name: string | null; email: string; image: string | null };
  session: {
    /** The hash, never the token. */
    sessionToken: string;
    provider: string;
    expires: Date;
    absoluteExpires: Date;
    userAgent: string | null;
    ip: string | null;
  };
};

/** unique_violation: they were created meanwhile; foreign_key_violation: they were deleted. */
const overtakenCodes = new Set<string | undefined>(["23505", "23503"]);

/**
 * Writes person, account and session together or not at all.
 *
 * @returns the person's id; null when another sign-in wrote the same person or account first:
 *   then nothing was written, and the caller decides again on fresh facts
 * @throws DatabaseAwayError
 */
export async function recordSignIn(record: SignInRecord): Promise<string | null> {
  try {
    return await answer(() => db().transaction((tx) => write(tx, record)));
  } catch (error) {
    if (error instanceof DatabaseError && overtakenCodes.has(error.code)) return null;
    throw error;
  }
}

async function write(tx: Database, { userId, account, profile, session }: SignInRecord) {
  const adapter = drizzleAdapter(tx);
  const id = userId ?? (await createUser(adapter, profile));
  if (account.isNew) await adapter.linkAccount({ ...account, userId: id, type: "oauth" });
  else await noteUse(tx, account);
  await adapter.createSession({ ...session, userId: id });
  return id;
}

async function createUser(
  adapter: ReturnType<typeof drizzleAdapter>,
  profile: SignInRecord["profile"],
) {
  const user = { id: "", ...profile, emailVerified: new Date() };
  return (await adapter.createUser(user)).id;
}

async function noteUse(tx: Database, account: SignInRecord["account"]) {
  await tx
    .update(accounts)
    .set({ lastUsedAt: sql`now()`, email: account.email })
    .where(
      and(
        eq(accounts.provider, account.provider),
        eq(accounts.providerAccountId, account.providerAccountId),
      ),
    );
}
