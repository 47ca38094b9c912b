import { bigint, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "@/lib/db/schema";

/**
 * Attempts within a period, as RateLimiterPostgres of rate-limiter-flexible writes them. The
 * migration makes the table unlogged: counting stays cheap, and a crash loses only recent counts.
 */
export const rateLimits = pgTable(
  "rate_limits",
  {
    /** The limit's name, and a keyed hash of the address or user that is counted. */
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    /** Milliseconds since the Unix epoch. */
    expire: bigint("expire", { mode: "number" }).notNull(),
  },
  (table) => [index("rate_limits_expire").on(table.expire)],
);

/** Single-use sealed values that were used. A row outlives the value that it stands for. */
export const usedTokens = pgTable(
  "used_tokens",
  {
    id: uuid("id").primaryKey(),
    expires: moment("expires_at").notNull(),
  },
  (table) => [index("used_tokens_expires_at").on(table.expires)],
);
