import "server-only";
import { and, gt, sql } from "drizzle-orm";
import { sessions } from "@/lib/db/schema";

/** What makes a session one: it is past neither of its expiries, by the clock of the database. */
export const isLive = and(
  gt(sessions.expires, sql`now()`),
  gt(sessions.absoluteExpires, sql`now()`),
);
