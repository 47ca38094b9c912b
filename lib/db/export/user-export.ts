import "server-only";
import { and, asc, eq, getTableColumns, getTableName, type Placeholder, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { db } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runQuery } from "@/lib/db/driver/run-query";
import type { BegunExport } from "@/lib/db/export/begin-export";
import { isLive } from "@/lib/db/is-live";
import {
  accounts,
  activity,
  releasedUsernames,
  removedAccounts,
  sessions,
  users,
} from "@/lib/db/schema";

/** The lists of an export, in the order of the file. */
export const exportedSections = [
  "accounts",
  "sessions",
  "releasedUsernames",
  "activity",
  "removedAccounts",
] as const;

export type ExportedSection = (typeof exportedSections)[number];
export type ExportedRow = Record<string, unknown>;

/** The session that began an export has ended, or its user was deleted. */
export class SessionEndedError extends Error {
  override name = "SessionEndedError";
}

/** About 110 kB of JSON: small enough for V8's young generation, which it collects first. */
const rowsPerBatch = 250;

/**
 * Reads the user's profile for an export.
 *
 * @throws SessionEndedError
 * @throws DatabaseUnavailableError
 */
export async function readExportedProfile(begun: BegunExport): Promise<ExportedRow> {
  const [profile] = await whileLive(begun, () =>
    db().select().from(users).where(eq(users.id, begun.userId)),
  );
  if (!profile) throw new SessionEndedError("the user was deleted during the export");
  return profile;
}

/**
 * Reads one list of an export, oldest rows first and none newer than the export. Each batch is a
 * short query of its own, so that a slow client holds neither a connection nor a snapshot
 * (docs/decisions/020-exports-stream.md). It leaves out secrets: the hashes of the session's token,
 * of the device cookie and of removed accounts.
 *
 * @throws SessionEndedError
 * @throws DatabaseUnavailableError
 */
export async function* readExportedSection(
  begun: BegunExport,
  section: ExportedSection,
  limit = rowsPerBatch,
): AsyncGenerator<ExportedRow[]> {
  const { userId, until } = begun;
  let last = beforeFirstRow;
  while (true) {
    const batch = await whileLive(begun, () =>
      batches[section]().execute({ userId, until, limit, ...last }),
    );
    if (batch.length > 0) yield batch.map(({ row }) => row);
    const end = batch.at(-1);
    if (!end || batch.length < limit) return;
    last = { afterAt: end.at, afterId: end.id };
  }
}

/**
 * Reads rows, and then checks the session. Rows that were deleted with their user must not look like
 * the end of a list, and an ended session gets nothing more.
 */
function whileLive<T>({ userId, sessionId }: BegunExport, read: () => Promise<T>): Promise<T> {
  return runQuery(async () => {
    const rows = await read();
    const [session] = await liveness().execute({ userId, sessionId });
    if (!session) throw new SessionEndedError("the session ended during the export");
    return rows;
  });
}

const liveness = oncePerPool((database) =>
  database
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.id, sql.placeholder("sessionId")),
        eq(sessions.userId, sql.placeholder("userId")),
        isLive,
      ),
    )
    .prepare("export_session"),
);

/** Sorts before every row. Keys never change, so each row is read once even if others come and go. */
const beforeFirstRow = {
  afterAt: "0001-01-01T00:00:00Z",
  afterId: "00000000-0000-0000-0000-000000000000",
};

const { userId: _, ...exportedAccount } = getTableColumns(accounts);

const exportedSession = {
  id: sessions.id,
  provider: sessions.provider,
  accountId: sessions.accountId,
  userAgent: sessions.userAgent,
  ip: sessions.ip,
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
  unanswered: activity.unanswered,
  sessionId: activity.sessionId,
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

const batches = {
  accounts: batchOf({
    table: accounts,
    id: accounts.id,
    at: accounts.createdAt,
    columns: exportedAccount,
  }),
  sessions: batchOf({
    table: sessions,
    id: sessions.id,
    at: sessions.createdAt,
    columns: exportedSession,
  }),
  releasedUsernames: batchOf({
    table: releasedUsernames,
    id: releasedUsernames.username,
    at: releasedUsernames.releasedAt,
    columns: exportedReleasedUsername,
  }),
  activity: batchOf({
    table: activity,
    id: activity.id,
    at: activity.at,
    columns: exportedActivity,
  }),
  removedAccounts: batchOf({
    table: removedAccounts,
    id: removedAccounts.id,
    at: removedAccounts.removedAt,
    columns: exportedRemoval,
  }),
};

type Source = {
  table:
    | typeof accounts
    | typeof sessions
    | typeof activity
    | typeof releasedUsernames
    | typeof removedAccounts;
  /** Tells rows of one time apart. */
  id: PgColumn;
  /** The time that orders the rows. */
  at: PgColumn;
  columns: Record<string, PgColumn>;
};

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
