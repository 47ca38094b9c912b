import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A person. Known by their accounts, then by this verified address. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    username: text("username").notNull().unique(),
    name: text("name"),
    /** Lower case, so that one address is one person whatever the provider's spelling. */
    email: text("email").notNull(),
    /** When a provider last confirmed the address; null once another user has proved that it is theirs. */
    emailVerified: moment("email_verified"),
    /** Whether the address was another user's when this one started: it has changed hands, and links nothing. */
    emailTakenOver: boolean("email_taken_over").notNull().default(false),
    image: text("image"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    check("users_email_lower_case", sql`${table.email} = lower(${table.email})`),
    index("users_email").on(table.email),
    // At most one user has an address; former owners keep it, unconfirmed, to see and to replace.
    uniqueIndex("users_confirmed_email")
      .on(table.email)
      .where(sql`${table.emailVerified} is not null`),
  ],
);

/** A person's identity at one provider. Provider tokens are used once and have no column here. */
export const accounts = pgTable(
  "accounts",
  {
    /** Public: names the account in forms. */
    id: uuid("id").notNull().unique().defaultRandom(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The address as this provider last gave it; the person's own may differ. */
    email: text("email").notNull(),
    /**
     * Whether the provider confirmed the address when the account was last used, and no other user
     * has proved since that it is theirs. An address that is not confirmed links nothing.
     */
    emailConfirmed: boolean("email_confirmed").notNull().default(true),
    /** Whether the provider runs the address's domain, so that it knows whose the address is today. */
    emailAuthoritative: boolean("email_authoritative").notNull().default(false),
    /** The picture as this provider last gave it, for the person to choose from. */
    image: text("image"),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastUsedAt: moment("last_used_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.providerAccountId] }),
    index("accounts_user_id").on(table.userId),
    index("accounts_email").on(table.email),
  ],
);

/** One signed-in browser. */
export const sessions = pgTable(
  "sessions",
  {
    /** Public: names the session on pages and in the log. */
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the cookie's token. The key has the name that @auth/drizzle-adapter looks for. */
    sessionToken: text("token_hash").notNull().unique(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    userAgent: text("user_agent"),
    ip: text("ip"),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    /** When a provider last confirmed who this is: at the sign-in, or when asked again since. */
    authenticatedAt: moment("authenticated_at").notNull().defaultNow(),
    /** Opened in a browser that is not known to be this person's, and nobody has vouched for it. */
    newDevice: boolean("new_device").notNull().default(false),
    /** Idle expiry: moves ahead while the session is used. */
    expires: moment("expires_at").notNull(),
    /** Absolute expiry: never moves. */
    absoluteExpires: moment("absolute_expires_at").notNull(),
  },
  (table) => [
    index("sessions_user_id").on(table.userId),
    index("sessions_expires_at").on(table.expires),
    index("sessions_absolute_expires_at").on(table.absoluteExpires),
  ],
);

/** What happened to an account, for its owner to look through. Kept for ACTIVITY_MAX_AGE. */
export const activity = pgTable(
  "activity",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind").$type<ActivityKind>().notNull(),
    /** Not `now()`, which gives all entries of one transaction the same moment. */
    at: moment("at").notNull().default(sql`clock_timestamp()`),
    provider: text("provider"),
    /** What it was done to, or by: a session or an account, which may be gone by now. */
    subjectId: uuid("subject_id"),
    /** One word or two more: the reason of a refusal, the fields of a change. */
    detail: text("detail"),
    userAgent: text("user_agent"),
    ip: text("ip"),
    /** SHA-256 of the browser's device cookie; see `isNewDevice` in sign-in-sql.ts. */
    deviceHash: text("device_hash"),
    /** A sign-in on an unknown device, of which nobody has said yet whether it was theirs. */
    unanswered: boolean("unanswered").notNull().default(false),
  },
  (table) => [
    index("activity_user_id_at_id").on(table.userId, table.at, table.id),
    index("activity_at").on(table.at),
    index("activity_device_hash")
      .on(table.userId, table.deviceHash)
      .where(sql`${table.deviceHash} is not null`),
    index("activity_unanswered_at").on(table.userId, table.at).where(sql`${table.unanswered}`),
  ],
);

export type ActivityKind =
  | "account-created"
  | "sign-in"
  | "sign-in-refused"
  | "sign-out"
  | "confirmed"
  | "confirm-refused"
  | "connected"
  | "connect-refused"
  | "disconnected"
  | "session-ended"
  | "other-sessions-ended"
  | "device-vouched"
  | "profile-changed"
  | "address-changed"
  | "address-released"
  | "exported";

/**
 * Attempts within a span of time, as RateLimiterPostgres of rate-limiter-flexible writes them.
 * Unlogged in its migration: what a crash loses here is of a minute, and counting stays cheap.
 */
export const rateLimits = pgTable(
  "rate_limits",
  {
    /** The limit's name and a keyed hash of who is counted. */
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    /** Milliseconds since 1970. */
    expire: bigint("expire", { mode: "number" }).notNull(),
  },
  (table) => [index("rate_limits_expire").on(table.expire)],
);

/** Sealed values that may be used once and have been. A row outlives the value that it is about. */
export const usedTokens = pgTable(
  "used_tokens",
  {
    id: uuid("id").primaryKey(),
    expires: moment("expires_at").notNull(),
  },
  (table) => [index("used_tokens_expires_at").on(table.expires)],
);
