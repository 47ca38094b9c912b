import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { answer } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { accounts, users } from "@/lib/db/schema";

export type Owners = { accountOwner: string | null; addressOwner: string | null };

/**
 * Whose account this is, and whose address: the two facts that decide who somebody is.
 *
 * @param email - in lower case
 * @throws DatabaseAwayError
 */
export async function findOwners(identity: {
  provider: string;
  subject: string;
  email: string;
}): Promise<Owners> {
  const accountOwner = db()
    .select({ id: accounts.userId })
    .from(accounts)
    .where(
      and(
        eq(accounts.provider, identity.provider),
        eq(accounts.providerAccountId, identity.subject),
      ),
    );
  const addressOwner = db()
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, identity.email));
  const [row] = await answer(() =>
    db()
      .select({
        accountOwner: sql<string | null>`(${accountOwner})`,
        addressOwner: sql<string | null>`(${addressOwner})`,
      })
      .from(sql`(select 1) as one`),
  );
  return row ?? { accountOwner: null, addressOwner: null };
}
