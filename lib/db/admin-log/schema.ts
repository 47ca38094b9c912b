import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "@/lib/db/schema";

/** What operators did. It names users by id only, and outlives them. Kept for ACTIVITY_MAX_AGE. */
export const adminLog = pgTable(
  "admin_log",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    at: moment("at").notNull().default(sql`clock_timestamp()`),
    action: text("action").$type<AdminAction>().notNull(),
    /** The admin who acted; null for the command line. */
    actorId: uuid("actor_id"),
    /** The user whom it concerns; null for an invitation. */
    userId: uuid("user_id"),
    /** The invitation that it concerns. */
    invitationId: uuid("invitation_id"),
    /** A role, or the end of a suspension; no address and no name. */
    detail: text("detail"),
  },
  (table) => [index("admin_log_at").on(table.at), index("admin_log_user_id").on(table.userId)],
);

export type AdminAction =
  | "role"
  | "suspend"
  | "restore"
  | "approve"
  | "end-sessions"
  | "delete"
  | "invite"
  | "recover";
