import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment, users } from "@/lib/db/schema";

/** Accounts that were disconnected. Kept for 90 days, to tell their owner when they sign in again. */
export const removedAccounts = pgTable(
  "removed_accounts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Keyed hash of provider, issuer and subject, so that the table itself names no account. */
    accountHash: text("account_hash").notNull(),
    provider: text("provider").notNull(),
    removedAt: moment("removed_at").notNull().default(sql`clock_timestamp()`),
    /** The device that removed the account. */
    userAgent: text("user_agent"),
    ip: text("ip"),
  },
  (table) => [
    index("removed_accounts_account_hash").on(table.accountHash),
    index("removed_accounts_user_id").on(table.userId),
    index("removed_accounts_removed_at").on(table.removedAt),
  ],
);

/** Usernames that their users gave up. No one else may take one for 90 days. */
export const releasedUsernames = pgTable(
  "released_usernames",
  {
    username: text("username").primaryKey(),
    /** Who had it, and may have it back; null once that user is gone. */
    userId: uuid("user_id").references(() => users.id, { onDelete: "set null" }),
    releasedAt: moment("released_at").notNull().defaultNow(),
  },
  (table) => [
    index("released_usernames_user_id").on(table.userId),
    index("released_usernames_released_at").on(table.releasedAt),
  ],
);
