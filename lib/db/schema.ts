import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { userColumns } from "@/lib/db/app/user-columns";

/** The role of a new user. */
export const defaultRole = "user";

export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A user, recognised by their accounts first and then by this verified address. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    username: text("username").notNull().unique(),
    name: text("name"),
    /** Lower case, so that one address is one user, however a provider spells it. */
    email: text("email").notNull(),
    /** When a provider confirmed the address; null while it is not this user's: another user has it. */
    emailVerified: moment("email_verified"),
    /** Whether the address was another user's when this one started: it has changed hands, and links nothing. */
    emailTakenOver: boolean("email_taken_over").notNull().default(false),
    image: text("image"),
    /** The language that they chose; null leaves it to their browser. */
    locale: text("locale"),
    /** One of the roles in foyer.config.ts. */
    role: text("role").notNull().default(defaultRole),
    /** Whether they signed up where each new user needs approval, and have none yet. */
    awaitingApproval: boolean("awaiting_approval").notNull().default(false),
    /** Null for a user who is not suspended. */
    suspendedAt: moment("suspended_at"),
    /** When the suspension ends by itself; null for one without an end. */
    suspendedUntil: moment("suspended_until"),
    /** As shown to the user. */
    suspensionReason: text("suspension_reason"),
    createdAt: moment("created_at").notNull().defaultNow(),
    ...userColumns,
  },
  (table) => [
    check("users_email_lower_case", sql`${table.email} = lower(${table.email})`),
    index("users_email").on(table.email),
    // One user at most has an address confirmed; former owners keep it unconfirmed, to replace it.
    uniqueIndex("users_confirmed_email")
      .on(table.email)
      .where(sql`${table.emailVerified} is not null`),
    // Operators' lists of users, newest first.
    index("users_created_at").on(table.createdAt, table.id),
    // The few rows that a command or a check looks for among all users.
    index("users_role").on(table.role).where(sql`${table.role} <> 'user'`),
    index("users_awaiting_approval").on(table.createdAt).where(sql`${table.awaitingApproval}`),
    index("users_suspended_at").on(table.suspendedAt).where(sql`${table.suspendedAt} is not null`),
  ],
);

/** A user's identity at one provider. Provider tokens are used once and never stored. */
export const accounts = pgTable(
  "accounts",
  {
    /** Public: identifies the account in forms. */
    id: uuid("id").notNull().unique().defaultRandom(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    /** The provider's issuer when the account was last used; null for accounts not used since 0005. */
    issuer: text("issuer"),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The address that this provider last reported; the user's own may differ. */
    email: text("email").notNull(),
    /**
     * Whether the provider confirmed the address when the account was last used, and no other user
     * has since proved that it is theirs. An unconfirmed address never links accounts.
     */
    emailConfirmed: boolean("email_confirmed").notNull().default(true),
    /** Whether the provider runs the address's domain, so that it knows whose the address is today. */
    emailAuthoritative: boolean("email_authoritative").notNull().default(false),
    /** The picture that this provider last reported; the user may choose it. */
    image: text("image"),
    /** Whether it was connected in a session on an unknown device: it then vouches for no other device. */
    addedOnNewDevice: boolean("added_on_new_device").notNull().default(false),
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
    /** Public: identifies the session on pages and in the log. */
    id: uuid("id").primaryKey().defaultRandom(),
    /** SHA-256 of the cookie's token. @auth/drizzle-adapter expects this property name. */
    sessionToken: text("token_hash").notNull().unique(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    /** The account that opened the session, which may be gone by now; null in sessions from before 0005. */
    accountId: uuid("account_id"),
    userAgent: text("user_agent"),
    ip: text("ip"),
    place: text("place"), // City and country of the address, if the host names them.
    createdAt: moment("created_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    /** When a provider last confirmed the user: at sign-in, or when they reauthenticated. */
    authenticatedAt: moment("authenticated_at").notNull().defaultNow(),
    /** Opened in a browser not known to be the user's, and not recognised from a known device since. */
    newDevice: boolean("new_device").notNull().default(false),
    /** Idle expiry: extended while the session is in use. */
    expires: moment("expires_at").notNull(),
    /** Absolute expiry: never extended. */
    absoluteExpires: moment("absolute_expires_at").notNull(),
  },
  (table) => [
    index("sessions_user_id").on(table.userId),
    index("sessions_expires_at").on(table.expires),
    index("sessions_absolute_expires_at").on(table.absoluteExpires),
  ],
);

/** What happened to a user's account, for them to review. Kept for ACTIVITY_MAX_AGE. */
export const activity = pgTable(
  "activity",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind").$type<ActivityKind>().notNull(),
    /** Not `now()`, which gives all entries of one transaction the same time. */
    at: moment("at").notNull().default(sql`clock_timestamp()`),
    provider: text("provider"),
    /** The session or account that the entry is about, which may be gone by now. */
    subjectId: uuid("subject_id"),
    /** A few words, such as the reason for a refusal or the fields that changed. */
    detail: text("detail"),
    userAgent: text("user_agent"),
    ip: text("ip"),
    place: text("place"),
    /** The browser of the other device that the entry is about. */
    subjectUserAgent: text("subject_user_agent"),
    /** SHA-256 of the browser's device cookie; see `isNewDevice` in sign-in/new-device.ts. */
    deviceHash: text("device_hash"),
    /** A sign-in on an unknown device, or a use elsewhere, of which the user hasn't yet said whether it was theirs. */
    unanswered: boolean("unanswered").notNull().default(false),
    /** The session that made the change, if its user may still disown it. */
    sessionId: uuid("session_id"),
    /** What undoes the change, sealed under AUTH_SECRET. */
    undo: text("undo"),
  },
  (table) => [
    index("activity_user_id_at_id").on(table.userId, table.at, table.id),
    index("activity_at").on(table.at),
    index("activity_device_hash")
      .on(table.userId, table.deviceHash)
      .where(sql`${table.deviceHash} is not null`),
    index("activity_unanswered_at").on(table.userId, table.at).where(sql`${table.unanswered}`),
    index("activity_session_id").on(table.sessionId).where(sql`${table.sessionId} is not null`),
  ],
);

export type ActivityKind =
  | "account-created"
  | "sign-in"
  | "sign-in-refused"
  | "sign-in-disowned"
  | "sign-out"
  | "confirmed"
  | "confirm-refused"
  | "connected"
  | "connect-refused"
  | "disconnected"
  | "session-ended"
  | "other-sessions-ended"
  | "device-vouched"
  | "device-forgotten"
  | "used-elsewhere"
  | "use-vouched"
  | "profile-changed"
  | "address-changed"
  | "address-released"
  | "role-changed"
  | "suspended"
  | "suspension-lifted"
  | "approved"
  | "sessions-ended-by-operator"
  | "recovery-started"
  | "recovery-stopped"
  | "exported";
