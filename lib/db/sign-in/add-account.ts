import "server-only";
import type { SQL } from "drizzle-orm";
import type { Database } from "@/lib/db/driver/client";
import { accounts } from "@/lib/db/schema";
import { given } from "@/lib/db/sign-in/sign-in-record";

/** Connects the given account to a user. */
export function addAccount(database: Database, userId: string | SQL) {
  const { provider, issuer, providerAccountId, email, emailAuthoritative, image } = given;
  return database
    .$with("account")
    .as(
      database
        .insert(accounts)
        .values({ provider, issuer, providerAccountId, userId, email, emailAuthoritative, image })
        .returning({ id: accounts.id, userId: accounts.userId }),
    );
}
