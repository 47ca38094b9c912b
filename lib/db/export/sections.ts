import "server-only";
import {
  and,
  asc,
  eq,
  getTableColumns,
  getTableName,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { recoveries, suspendedIdentities } from "@/lib/db/access-schema";
import { exportedAdminLog } from "@/lib/db/admin-log/admin-log";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { pictures } from "@/lib/db/pictures-schema";
import { releasedUsernames, removedAccounts } from "@/lib/db/remembered-schema";
import { accounts, activity, sessions } from "@/lib/db/schema";

const { userId: _, ...exportedAccount } = getTableColumns(accounts);

const exportedSession = {
  id: sessions.id,
  provider: sessions.provider,
  accountId: sessions.accountId,
  userAgent: sessions.userAgent,
  ip: sessions.ip,
  place: sessions.place,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  authenticatedAt: sessions.authenticatedAt,
  expiresAt: sessions.expires,
  absoluteExpiresAt: sessions.absoluteExpires,
  newDevice: sessions.newDevice,
};

const exportedActivity = {
  id: activity.id,
  kind: activity.kind,
  at: activity.at,
  provider: activity.provider,
  subjectId: activity.subjectId,
  detail: activity.detail,
  userAgent: activity.userAgent,
  ip: activity.ip,
  place: activity.place,
  subjectUserAgent: activity.subjectUserAgent,
  unanswered: activity.unanswered,
  sessionId: activity.sessionId,
};

/** Postgres breaks the lines of base64 (RFC 2045). */
const exportedPicture = {
  id: pictures.id,
  contentType: pictures.contentType,
  bytes: sql<string>`translate(encode(${pictures.bytes}, 'base64'), E'\n', '')`,
  createdAt: pictures.createdAt,
};

const exportedReleasedUsername = {
  username: releasedUsernames.username,
  releasedAt: releasedUsernames.releasedAt,
};

const exportedRemoval = {
  id: removedAccounts.id,
  provider: removedAccounts.provider,
  removedAt: removedAccounts.removedAt,
  userAgent: removedAccounts.userAgent,
  ip: removedAccounts.ip,
};

const exportedRecovery = { createdAt: recoveries.createdAt, expiresAt: recoveries.expires };

const exportedSuspension = {
  suspendedAt: suspendedIdentities.suspendedAt,
  suspendedUntil: suspendedIdentities.suspendedUntil,
  reason: suspendedIdentities.reason,
};

type Source = {
  table: PgTable & { userId: PgColumn };
  /** Tells rows of one time apart. */
  id: PgColumn;
  /** The time that orders the rows. */
  at: PgColumn;
  columns: Record<string, PgColumn | SQL>;
};

/** What each list of an export has, in the order of the file. */
export const exportedLists = {
  accounts: {
    table: accounts,
    id: accounts.id,
    at: accounts.createdAt,
    columns: exportedAccount,
  },
  sessions: {
    table: sessions,
    id: sessions.id,
    at: sessions.createdAt,
    columns: exportedSession,
  },
  pictures: {
    table: pictures,
    id: pictures.id,
    at: pictures.createdAt,
    columns: exportedPicture,
  },
  releasedUsernames: {
    table: releasedUsernames,
    id: releasedUsernames.username,
    at: releasedUsernames.releasedAt,
    columns: exportedReleasedUsername,
  },
  activity: {
    table: activity,
    id: activity.id,
    at: activity.at,
    columns: exportedActivity,
  },
  removedAccounts: {
    table: removedAccounts,
    id: removedAccounts.id,
    at: removedAccounts.removedAt,
    columns: exportedRemoval,
  },
  recoveries: {
    table: recoveries,
    id: recoveries.userId,
    at: recoveries.createdAt,
    columns: exportedRecovery,
  },
  suspendedIdentities: {
    table: suspendedIdentities,
    id: suspendedIdentities.identityHash,
    at: suspendedIdentities.suspendedAt,
    columns: exportedSuspension,
  },
  adminLog: exportedAdminLog,
} satisfies Record<string, Source>;

export type ExportedSection = keyof typeof exportedLists;

export const exportedSections = Object.keys(exportedLists) as ExportedSection[];

/** One query for each list, which reads its next batch. */
export const batches = Object.fromEntries(
  exportedSections.map((section) => [section, batchOf(exportedLists[section])]),
) as Record<ExportedSection, ReturnType<typeof batchOf>>;

function batchOf({ table, id, at, columns }: Source) {
  const { userId } = table;
  const idType = sql.raw(id.getSQLType());
  return oncePerPool((database) =>
    database
      .select({ row: columns, at: sql<string>`${at}::text`, id: sql<string>`${id}` })
      .from(table)
      .where(
        and(
          eq(userId, sql.placeholder("userId")),
          sql`(${at}, ${id}) > (${sql.placeholder("afterAt")}::timestamptz, ${sql.placeholder("afterId")}::${idType})`,
          sql`${at} <= ${sql.placeholder("until")}::timestamptz`,
        ),
      )
      .orderBy(asc(at), asc(id))
      .limit(unestimated(sql.placeholder("limit")))
      .prepare(`export_${getTableName(table)}`),
  );
}

/**
 * A limit that Postgres doesn't know when it plans. Otherwise it may expect fewer rows than the limit
 * and sort all remaining rows for each batch, instead of reading the index in order.
 */
function unestimated(limit: Placeholder): Placeholder {
  // Drizzle accepts any SQL here, but its types allow only placeholders.
  return sql`(select ${limit}::int)` as unknown as Placeholder;
}
