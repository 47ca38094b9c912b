import "server-only";
import { not, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * Whether an account proves something about a device: it was not added on an unknown device, or the
 * wait has passed since.
 *
 * @param waitSeconds - NEW_DEVICE_WAIT
 */
export function isTrusted(account: AddedAccount, waitSeconds: number) {
  return or(
    not(account.addedOnNewDevice),
    sql`${account.createdAt} <= clock_timestamp() - make_interval(secs => ${waitSeconds})`,
  );
}

type AddedAccount = { addedOnNewDevice: PgColumn; createdAt: PgColumn };
