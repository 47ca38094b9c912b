import "server-only";
import { and, desc, eq, ne, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ActivityEntry } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { activity } from "@/lib/db/schema";

export type SessionChange = Pick<ActivityEntry, "kind" | "provider" | "detail">;

/** The activity page lists the rest. */
export const maxChanges = 10;

/**
 * What was done in a session whose user may still disown it, latest first. For a query on `activity`.
 */
export function changesIn(sessionId: SQLWrapper) {
  const entry = alias(activity, "entry");
  const { kind, provider, detail } = entry;
  const latest = db()
    .select({ kind, provider, detail, at: entry.at, id: entry.id })
    .from(entry)
    .where(
      and(
        eq(entry.sessionId, sessionId),
        eq(entry.userId, activity.userId),
        ne(entry.kind, "used-elsewhere"),
      ),
    )
    .orderBy(desc(entry.at), desc(entry.id))
    .limit(maxChanges)
    .as("latest");
  const all = db()
    .select({
      changes: sql`coalesce(json_agg(json_build_object('kind', ${latest.kind},
        'provider', ${latest.provider}, 'detail', ${latest.detail})
        order by ${latest.at} desc, ${latest.id} desc), '[]')`,
    })
    .from(latest);
  return sql<SessionChange[]>`${all}`;
}
