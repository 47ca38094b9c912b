import "server-only";
import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from "rate-limiter-flexible";
import { rateLimitStore } from "@/lib/db/rate-limit-store";
import { env, type Rate } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";

/** Starts and callbacks of sign-ins by IP, account changes by IP and by user, exports by user. */
export type LimitName = "sign-in" | "callback" | "account" | "person" | "export";

/**
 * Counts an attempt in Postgres, so that all instances count together. While Postgres is unavailable,
 * each instance counts for itself, so the limit is neither open nor closed for everyone.
 *
 * @param subject - an `ipKey` or a user's id; only its keyed hash is stored
 * @param fields - of the request, for the log
 * @returns null within the limit, else the seconds until the next attempt is allowed
 */
export async function countAttempt(
  name: LimitName,
  subject: string,
  fields: Record<string, string> = {},
): Promise<number | null> {
  if (!env().RATE_LIMIT) return null;
  const { shared, own } = limiters()[name];
  const key = keyOf(name, subject);
  try {
    await shared.consume(key);
    return null;
  } catch (thrown) {
    if (isOverLimit(thrown)) return secondsOf(thrown);
    log.warn({ event: "limit.store-unavailable", ...fields, limit: name, error: thrown });
    return own.consume(bucketOf(key)).then(() => null, secondsOf);
  }
}

/**
 * The wait after an attempt over the limit. Reading it does not count as an attempt.
 * @returns null within the limit, else the seconds until the next attempt is allowed
 */
export async function retryAfterSeconds(name: LimitName, subject: string): Promise<number | null> {
  if (!env().RATE_LIMIT) return null;
  const { shared, own } = limiters()[name];
  const key = keyOf(name, subject);
  const counts = [await shared.get(key).catch(() => null), await own.get(bucketOf(key))];
  const waits = counts.flatMap((count) =>
    count && count.consumedPoints > shared.points ? [secondsOf(count)] : [],
  );
  return waits.length > 0 ? Math.max(...waits) : null;
}

type Limiters = Record<LimitName, { shared: RateLimiterPostgres; own: RateLimiterMemory }>;

function limiters(): Limiters {
  return globalSingleton("limiters", () => ({
    "sign-in": limiter(env().RATE_LIMIT_SIGN_IN),
    callback: limiter(env().RATE_LIMIT_CALLBACK),
    account: limiter(env().RATE_LIMIT_ACCOUNT),
    person: limiter(env().RATE_LIMIT_PERSON),
    export: limiter(env().RATE_LIMIT_EXPORT),
  }));
}

function limiter({ points, durationSeconds }: Rate) {
  return {
    shared: new RateLimiterPostgres({
      storeClient: rateLimitStore,
      storeType: "pool",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: "",
      points,
      duration: durationSeconds,
      // Once over its limit, a flood costs the database nothing more.
      inMemoryBlockOnConsumed: points + 1,
    }),
    own: new RateLimiterMemory({ keyPrefix: "", points, duration: durationSeconds }),
  };
}

/** Keeps IP addresses and user ids out of the table. With a new secret every count starts again. */
function keyOf(name: LimitName, subject: string): string {
  const hash = createHmac("sha256", env().authSecrets[0]).update(`limit ${name} ${subject}`);
  return `${name}:${hash.digest("base64url").slice(0, 22)}`;
}

/** The most counts of a limit that memory holds, so that made-up IP addresses cannot fill it. */
const buckets = 4_096;

function bucketOf(key: string): string {
  return String(createHmac("sha256", "bucket").update(key).digest().readUInt16BE() % buckets);
}

/** Checks the shape: another bundle, with a class of its own, may have created the limiter. */
function isOverLimit(thrown: unknown): thrown is RateLimiterRes {
  return typeof thrown === "object" && thrown !== null && "msBeforeNext" in thrown;
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
