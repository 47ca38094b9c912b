import "server-only";
import { db, replacePool } from "@/lib/db/driver/client";
import { isLostConnection } from "@/lib/db/driver/lost-connection";
import { enqueue, noteResponse, rejectQueued } from "@/lib/db/driver/queue";
import { repeatQuery } from "@/lib/db/driver/repeat-query";
import { findObstacle } from "@/lib/db/migrations/migration-gate";
import { causesOf, codedCauseOf, codeOf } from "@/lib/error-cause";
import { inDatabaseSpan } from "@/lib/telemetry/query-spans";

/** Postgres can't be used right now: it is unreachable, full, starting, stopping or read-only. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";
}

/** The database lacks migrations of this build. Visitors see the same as when it is down. */
export class NotMigratedError extends DatabaseUnavailableError {
  override name = "NotMigratedError";

  constructor(missing: readonly string[]) {
    super(`the database lacks ${missing.join(", ")}; run \`npm run db:migrate\``);
  }
}

/** The database's encoding, settings or schema don't suit our queries, so none runs. */
export class UnsuitableDatabaseError extends DatabaseUnavailableError {
  override name = "UnsuitableDatabaseError";

  constructor(problems: readonly { text: string }[]) {
    super(`${problems.map(({ text }) => text).join("; ")}; run \`npm run doctor\``);
  }
}

/** Postgres rejected a query because of a bug of ours. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
  readonly code: string | undefined;

  constructor(code: string | undefined, cause: unknown) {
    super("the database rejected a query", { cause: withoutDetails(cause) });
    this.code = code;
  }
}

/** unique_violation: a row with this key already exists. */
export function isUniqueViolation(error: unknown): boolean {
  return isRejectedWith(error, "23505");
}

/** foreign_key_violation: the row that another one references is gone. */
export function isForeignKeyViolation(error: unknown): boolean {
  return isRejectedWith(error, "23503");
}

function isRejectedWith(error: unknown, code: string): boolean {
  return causesOf(error).some((link) => link instanceof DatabaseError && link.code === code);
}

/**
 * Keeps only an error's name, message and code. Postgres puts the rejected row into `detail`, and
 * Next.js prints causes with all their properties.
 */
function withoutDetails(cause: unknown): Error | undefined {
  if (!(cause instanceof Error)) return undefined;
  const copy = Object.assign(new Error(cause.message), { name: cause.name, stack: undefined });
  const { code } = cause as { code?: unknown };
  return typeof code === "string" ? Object.assign(copy, { code }) : copy;
}

/** No query takes longer than this, whatever state the database is in. */
const deadlineMilliseconds = 5_000;
/**
 * When Postgres hasn't responded to any query for this long, queued queries are rejected too. Shorter
 * than the deadline, since others may still get responses just after the first stalled query began.
 */
const silenceMilliseconds = 4_000;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; classes by two characters. */
const downClasses = new Set(["08", "53", "57", "58"]);
const downCodes = new Set(["25006", "55P03", "40001", "40P01", "28P01", "28000", "3D000", "42P01"]);

/** Error codes of postgres.js and of Node's sockets. */
const connectionCodes =
  /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|E(CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT|AI_AGAIN))$/;

/**
 * Runs a query and maps database errors to two that are safe to log. The message of Drizzle's own
 * error carries the SQL parameters, and with them token hashes and addresses.
 *
 * No query runs on a database that lacks migrations: with half of a release's tables, it would fail
 * in ways that no one foresaw.
 *
 * @throws DatabaseUnavailableError if a retry or another instance may help
 * @throws DatabaseError otherwise
 */
export function runQuery<T>(
  query: () => Promise<T>,
  withinMilliseconds = deadlineMilliseconds,
): Promise<T> {
  const queryWhenMigrated = async () => {
    const obstacle = await findObstacle();
    if (obstacle?.kind === "missing") throw new NotMigratedError(obstacle.missing);
    if (obstacle?.kind === "unsuitable") throw new UnsuitableDatabaseError(obstacle.problems);
    return query();
  };
  return runUngatedQuery(queryWhenMigrated, withinMilliseconds);
}

/** The same without the check for migrations, for queries about the database itself. */
export async function runUngatedQuery<T>(
  query: () => Promise<T>,
  withinMilliseconds = deadlineMilliseconds,
): Promise<T> {
  try {
    return await inDatabaseSpan(() => enqueue(() => runWithin(query, withinMilliseconds)));
  } catch (error) {
    throw toDatabaseError(error);
  }
}

async function runWithin<T>(query: () => Promise<T>, milliseconds: number): Promise<T> {
  const pool = db();
  try {
    const result = await withDeadline(() => repeatQuery(query, milliseconds), milliseconds);
    noteResponse();
    return result;
  } catch (error) {
    // Postgres would have cancelled the statement by now, so the connection itself must be dead.
    const isDead = isTimeout(error) && milliseconds >= deadlineMilliseconds;
    // postgres.js 3.4.9 never connects again in the place of a connection that got a query as it closed.
    if (isDead || isLostConnection(error)) replacePool(pool);
    if (isConnectionFailure(error)) rejectQueued(silenceMilliseconds);
    else noteResponse();
    throw error;
  }
}

/**
 * Sets a deadline for work that may query the database several times. It takes no place in the
 * queue: each `runQuery` inside it takes its own.
 *
 * @throws DatabaseUnavailableError
 */
export async function withDeadline<T>(work: () => Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailableError(timeoutMessage)), milliseconds);
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

const timeoutMessage = "the database did not respond in time";

/** The connection is broken or unresponsive; a failed statement alone doesn't affect the queue. */
function isConnectionFailure(error: unknown): boolean {
  return isTimeout(error) || connectionCodes.test(codeOf(error) ?? "") || failedToConnect(error);
}

function isTimeout(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError && !isObstacle(error);
}

function isObstacle(error: unknown): boolean {
  return error instanceof NotMigratedError || error instanceof UnsuitableDatabaseError;
}

/** A Unix socket fails in other ways than the network does: with ENOENT or EACCES. */
function failedToConnect(error: unknown): boolean {
  return (codedCauseOf(error) as { syscall?: unknown } | undefined)?.syscall === "connect";
}

function toDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error;
  if (wasDropped(error))
    return new DatabaseUnavailableError("the query was dropped while it waited for a connection");
  const cause = codedCauseOf(error);
  if (!cause) return isDrizzleQueryError(error) ? new DatabaseError(undefined, error.cause) : error;
  const { code } = cause;
  const isDown =
    isConnectionFailure(cause) || downCodes.has(code) || downClasses.has(code.slice(0, 2));
  return isDown
    ? new DatabaseUnavailableError("the database cannot be used right now", {
        cause: withoutDetails(cause),
      })
    : new DatabaseError(code, cause);
}

function wasDropped(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** Checks the shape: another bundle may have opened the pool, with its own copy of the class. */
function isDrizzleQueryError(error: unknown): error is Error & { query: string } {
  return error instanceof Error && "query" in error && "params" in error;
}
