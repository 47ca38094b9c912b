import "server-only";
import { sql } from "drizzle-orm";
import { users } from "@/lib/db/schema";

/** Whether a user's suspension is in force, by the database's clock. */
export const isSuspended = sql<boolean>`(${users.suspendedAt} is not null
  and (${users.suspendedUntil} is null or ${users.suspendedUntil} > now()))`;
