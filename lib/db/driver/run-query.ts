import "server-only";
import { db, replacePool } from "@/lib/db/driver/client";
import { inDatabaseSpan } from "@/lib/db/driver/query-spans";
import { enqueue, noteResponse, rejectQueued } from "@/lib/db/driver/queue";
import { findMissingMigrations } from "@/lib/db/migrations/migration-gate";
import { causesOf, codedCauseOf, codeOf } from "@/lib/error-cause";

/** Postgres cannot be used right now: it is away, full, starting, stopping or read-only. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";
}

/** The database lacks migrations of this build: to visitors, the same as one that is away. */
export class NotMigratedError extends DatabaseUnavailableError {
  override name = "NotMigratedError";

  constructor(missing: readonly string[]) {
    super(`run \`npm run db:migrate\`; the database lacks ${missing.join(", ")}`);
  }
}

/** Postgres answered with an error that is a bug of ours. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
  readonly code: string | undefined;

  constructor(code: string | undefined, cause: unknown) {
    super("the database refused a statement", { cause: withoutDetails(cause) });
    this.code = code;
  }
}

/** unique_violation: a row with this key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return isRejectedWith(error, "23505");
}

/** foreign_key_violation: the row that another one belongs to is gone. */
export function isForeignKeyViolation(error: unknown): boolean {
  return isRejectedWith(error, "23503");
}

function isRejectedWith(error: unknown, code: string): boolean {
  return causesOf(error).some((link) => link instanceof DatabaseError && link.code === code);
}

/**
 * An error's name, message and code. Postgres' own carries the refused row in `detail`, and Next
 * prints causes with all that they carry.
 */
function withoutDetails(cause: unknown): Error | undefined {
  if (!(cause instanceof Error)) return undefined;
  const copy = Object.assign(new Error(cause.message), { name: cause.name, stack: undefined });
  const { code } = cause as { code?: unknown };
  return typeof code === "string" ? Object.assign(copy, { code }) : copy;
}

/** Nothing hangs longer than this on the database, whatever state it is in. */
const deadlineMilliseconds = 5_000;
/**
 * After so long without any answer, those who wait in line are sent away too. Less than the deadline:
 * others were still answered when the first who was not began to wait.
 */
const silenceMilliseconds = 4_000;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; whole classes by two letters. */
const awayClasses = new Set(["08", "53", "57", "58"]);
const awayCodes = new Set(["25006", "55P03", "40001", "40P01", "28P01", "28000", "3D000", "42P01"]);

/** Of postgres.js and of Node's sockets. */
const connectionCodes =
  /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|E(CONN\w+|HOSTUNREACH|NETUNREACH|NOTFOUND|PIPE|TIMEDOUT|AI_AGAIN))$/;

/**
 * Runs a query and reduces what can go wrong to two errors that are safe to log: Drizzle's own
 * carries the SQL parameters, and with them token hashes and addresses, in its message.
 *
 * No query runs on a database that lacks migrations: half of a release's tables would lead to failures
 * that nobody foresaw.
 *
 * @throws DatabaseUnavailableError when waiting or another instance may help
 * @throws DatabaseError otherwise
 */
export function runQuery<T>(
  query: () => Promise<T>,
  withinMilliseconds = deadlineMilliseconds,
): Promise<T> {
  const queryWhenMigrated = async () => {
    const missing = await findMissingMigrations();
    if (missing.length > 0) throw new NotMigratedError(missing);
    return query();
  };
  return answerUnmigrated(queryWhenMigrated, withinMilliseconds);
}

/** The same for what is asked about the database itself, whatever migrations it has. */
export async function answerUnmigrated<T>(
  query: () => Promise<T>,
  withinMilliseconds = deadlineMilliseconds,
): Promise<T> {
  try {
    return await inDatabaseSpan(() => enqueue(() => runWithin(query, withinMilliseconds)));
  } catch (error) {
    throw reduce(error);
  }
}

async function runWithin<T>(query: () => Promise<T>, milliseconds: number): Promise<T> {
  const pool = db();
  try {
    const result = await withDeadline(query, milliseconds);
    noteResponse();
    return result;
  } catch (error) {
    // Postgres itself would have ended the statement by now.
    if (isSilence(error) && milliseconds >= deadlineMilliseconds) replacePool(pool);
    if (isLine(error)) rejectQueued(silenceMilliseconds);
    else noteResponse();
    throw error;
  }
}

/**
 * Gives up what asks the database more than once. It takes no turn of its own, since each of its
 * queries does.
 *
 * @throws DatabaseUnavailableError
 */
export async function withDeadline<T>(work: () => Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseUnavailableError(silence)), milliseconds);
  });
  try {
    return await Promise.race([work(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

const silence = "the database did not answer in time";

/** The line to Postgres is broken or silent; a statement alone would be no reason to give up others. */
function isLine(error: unknown): boolean {
  return isSilence(error) || connectionCodes.test(codeOf(error) ?? "");
}

function isSilence(error: unknown): boolean {
  return error instanceof DatabaseUnavailableError && !(error instanceof NotMigratedError);
}

function reduce(error: unknown): unknown {
  if (error instanceof DatabaseUnavailableError) return error;
  if (isRejected(error))
    return new DatabaseUnavailableError("there was no turn for this at the database");
  const cause = codedCauseOf(error);
  if (!cause) return isDrizzleQueryError(error) ? new DatabaseError(undefined, error.cause) : error;
  const { code } = cause;
  const away =
    connectionCodes.test(code) || awayCodes.has(code) || awayClasses.has(code.slice(0, 2));
  return away
    ? new DatabaseUnavailableError("the database cannot be used right now", {
        cause: withoutDetails(cause),
      })
    : new DatabaseError(code, cause);
}

function isRejected(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** By its shape: the pool may have been opened by another bundle, with a class of its own. */
function isDrizzleQueryError(error: unknown): error is Error & { query: string } {
  return error instanceof Error && "query" in error && "params" in error;
}
