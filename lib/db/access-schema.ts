import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment, users } from "@/lib/db/schema";

/**
 * The accounts and the address of suspended users. It has no reference to `users`: a suspension outlives
 * the user, so that a user who deletes their account can't sign up again.
 */
export const suspendedIdentities = pgTable(
  "suspended_identities",
  {
    /** Keyed hash of an account or an address. */
    identityHash: text("identity_hash").notNull(),
    /** The suspended user, who may be gone by now. */
    userId: uuid("user_id").notNull(),
    suspendedAt: moment("suspended_at").notNull().defaultNow(),
    /** When the suspension ends by itself; null for one without an end. */
    suspendedUntil: moment("suspended_until"),
    /** As shown to the visitor who signs in. */
    reason: text("reason"),
  },
  (table) => [
    primaryKey({ columns: [table.identityHash, table.userId] }),
    index("suspended_identities_user_id").on(table.userId),
    index("suspended_identities_suspended_until")
      .on(table.suspendedUntil)
      .where(sql`${table.suspendedUntil} is not null`),
  ],
);

/** Invitations to sign up, for one address or for anyone who has the link. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the link's token. */
    tokenHash: text("token_hash").notNull().unique(),
    /** In lower case; null for an open link. */
    email: text("email"),
    uses: integer("uses").notNull(),
    usesLeft: integer("uses_left").notNull(),
    /** Who invited and what for, as the operator noted it. */
    note: text("note"),
    createdAt: moment("created_at").notNull().defaultNow(),
    expires: moment("expires_at").notNull(),
  },
  (table) => [
    index("invitations_email").on(table.email).where(sql`${table.email} is not null`),
    index("invitations_expires_at").on(table.expires),
  ],
);

/** Links with which a user who lost their providers connects another account. One for each user at most. */
export const recoveries = pgTable(
  "recoveries",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the link's token. */
    tokenHash: text("token_hash").notNull().unique(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expires: moment("expires_at").notNull(),
  },
  (table) => [index("recoveries_expires_at").on(table.expires)],
);
