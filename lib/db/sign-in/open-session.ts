import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { boolean, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/db/driver/client";
import { sessions, users } from "@/lib/db/schema";
import type { addAccount } from "@/lib/db/sign-in/add-account";
import { given } from "@/lib/db/sign-in/sign-in-record";

/**
 * The columns of `sessions` that a sign-in writes. Drizzle's `insert … select` requires a value for
 * each column of its table; the database has the defaults of those that are not named here.
 */
const openedSessions = pgTable("sessions", {
  userId: uuid("user_id").notNull(),
  tokenHash: text("token_hash").notNull(),
  provider: text("provider").notNull(),
  accountId: uuid("account_id").notNull(),
  userAgent: text("user_agent"),
  ip: text("ip"),
  place: text("place"),
  expires: timestamp("expires_at", { withTimezone: true }).notNull(),
  absoluteExpires: timestamp("absolute_expires_at", { withTimezone: true }).notNull(),
  newDevice: boolean("new_device").notNull(),
});

/** The user whose session was opened, and their language. */
export type SignedInUser = { userId: string; locale: string | null };

/**
 * The step that opens a session for the user of `account`, a step before it. If that wrote no row, no
 * session opens.
 */
export function openSession(
  database: Database,
  account: ReturnType<typeof addAccount>,
  newDevice: SQL = sql`false`,
) {
  const opened = database
    .select({
      userId: account.userId,
      tokenHash: given.tokenHash.as("token_hash"),
      provider: given.provider.as("provider"),
      accountId: sql`${account.id}`.as("account_id"),
      userAgent: given.userAgent.as("user_agent"),
      ip: given.ip.as("ip"),
      place: given.place.as("place"),
      expires: given.expires.as("expires_at"),
      absoluteExpires: given.absoluteExpires.as("absolute_expires_at"),
      newDevice: newDevice.as("new_device"),
    })
    .from(account);
  return database.$with("session").as(
    database
      .insert(openedSessions)
      .select(opened)
      .returning({
        id: sessions.id,
        userId: sessions.userId,
        newDevice: sessions.newDevice,
        /** What the user chose; null for one whom the same statement creates. */
        locale: sql<
          string | null
        >`(select ${users.locale} from ${users} where ${users.id} = ${sessions.userId})`.as(
          "locale",
        ),
      }),
  );
}
