import "server-only";
import { and, desc, eq, exists, sql } from "drizzle-orm";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { accounts, users } from "@/lib/db/schema";

export type Owners = {
  accountOwner: string | null;
  addressOwner: string | null;
  addressHolder: string | null;
  usernameTaken: boolean;
};

/** `email` in lower case; null where the provider names none. */
export type Identity = {
  provider: string;
  subject: string;
  email: string | null;
  /** What the person would be called, were they new. */
  username: string;
};

/**
 * Whose this account is and whose this address, in one statement: the facts of the link policy.
 * @throws DatabaseAwayError
 */
export async function findOwners(identity: Identity): Promise<Owners> {
  const [owners] = await answer(() =>
    db()
      .select({
        accountOwner: sql<string | null>`(${accountOwner(identity)})`,
        addressOwner: sql<string | null>`(${addressOwner(identity)})`,
        addressHolder: sql<string | null>`(${addressHolder(identity)})`,
        usernameTaken: sql<boolean>`${exists(personCalled(identity))}`,
      })
      .from(sql`(select 1) as one`),
  );
  if (!owners) throw new Error("a select without a table answered with no row");
  return owners;
}

function accountOwner({ provider, subject }: Identity) {
  return db()
    .select({ id: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)));
}

/** Two people have one address when a mailbox changed hands: it is whose provider said so last. */
function addressOwner({ email }: Identity) {
  return db()
    .select({ id: accounts.userId })
    .from(accounts)
    .where(eq(accounts.email, email ?? ""))
    .orderBy(desc(accounts.lastUsedAt))
    .limit(1);
}

function addressHolder({ email }: Identity) {
  return db()
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email ?? ""));
}

function personCalled({ username }: Identity) {
  return db().select({ id: users.id }).from(users).where(eq(users.username, username));
}
