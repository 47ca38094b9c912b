import "server-only";
import { and, eq, ne, not, or, sql } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/db/driver/client";
import { accounts, sessions } from "@/lib/db/schema";

/**
 * Ids of the accounts whose confirmation makes the device of `sessions` known: the trusted accounts
 * beside the one that opened the session, if that one is trusted too.
 *
 * @param waitSeconds - NEW_DEVICE_WAIT
 * @param confirmed - only this account
 */
export function confirmingAccounts(
  database: Database,
  waitSeconds: number,
  confirmed?: { provider: string; providerAccountId: string },
) {
  const [opener, other] = [alias(accounts, "opener"), alias(accounts, "other")];
  return database
    .select({ id: other.id })
    .from(opener)
    .innerJoin(other, and(eq(other.userId, opener.userId), ne(other.id, opener.id)))
    .where(
      and(
        eq(opener.id, sessions.accountId),
        eq(opener.userId, sessions.userId),
        isTrusted(opener, waitSeconds),
        isTrusted(other, waitSeconds),
        confirmed && eq(other.provider, confirmed.provider),
        confirmed && eq(other.providerAccountId, confirmed.providerAccountId),
      ),
    );
}

/**
 * Whether an account proves something about a device: it was not added on an unknown device, or the
 * wait has passed since.
 *
 * @param waitSeconds - NEW_DEVICE_WAIT
 */
function isTrusted(account: AddedAccount, waitSeconds: number) {
  return or(
    not(account.addedOnNewDevice),
    sql`${account.createdAt} <= clock_timestamp() - make_interval(secs => ${waitSeconds})`,
  );
}

type AddedAccount = { addedOnNewDevice: PgColumn; createdAt: PgColumn };
