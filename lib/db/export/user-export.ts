import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/lib/db/driver/client";
import { oncePerPool } from "@/lib/db/driver/prepared-query";
import { runQuery } from "@/lib/db/driver/run-query";
import type { BegunExport } from "@/lib/db/export/begin-export";
import { batches, type ExportedSection } from "@/lib/db/export/sections";
import { isLive } from "@/lib/db/is-live";
import { sessions, users } from "@/lib/db/schema";

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
 * (docs/decisions/020-exports-stream.md). It leaves out secrets: the hashes of the session's and
 * of the recovery link's token, of the device cookie, and of removed and suspended accounts.
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
