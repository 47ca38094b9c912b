import "server-only";
import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, type RateLimiterRes } from "rate-limiter-flexible";
import { rateLimitStore } from "@/lib/db/rate-limit-store";
import { env, type Rate } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";

/** Sign-ins that an address starts and finishes, changes to accounts by address and user, exports. */
export type LimitName = "sign-in" | "callback" | "account" | "person" | "export";

/**
 * Counts an attempt, in Postgres, so that all instances count together. While Postgres is away each
 * instance counts for itself: the gate neither opens nor closes for everybody.
 *
 * @param who - an `addressKey` or a person's id; only its keyed hash is kept
 * @param about - the request, for the log
 * @returns null while there is room, else the seconds until there is again
 */
export async function countAttempt(
  name: LimitName,
  who: string,
  about: Record<string, string> = {},
): Promise<number | null> {
  if (!env().RATE_LIMIT) return null;
  const { shared, own } = limiters()[name];
  const key = keyOf(name, who);
  try {
    await shared.consume(key);
    return null;
  } catch (thrown) {
    if (isRefusal(thrown)) return secondsOf(thrown);
    log.warn({ event: "limit.store-unavailable", ...about, limit: name, error: thrown });
    return own.consume(bucketOf(key)).then(() => null, secondsOf);
  }
}

/**
 * Whether the last attempt was one too many; asking counts for none.
 * @returns null while there is room, else the seconds until there is again
 */
export async function retryAfterSeconds(name: LimitName, who: string): Promise<number | null> {
  if (!env().RATE_LIMIT) return null;
  const { shared, own } = limiters()[name];
  const key = keyOf(name, who);
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
      // Once refused, a flood costs the database nothing more.
      inMemoryBlockOnConsumed: points + 1,
    }),
    own: new RateLimiterMemory({ keyPrefix: "", points, duration: durationSeconds }),
  };
}

/**
 * Neither addresses nor ids of people stand in a table that is about neither. With a new secret
 * every count begins anew.
 */
function keyOf(name: LimitName, who: string): string {
  const hash = createHmac("sha256", env().authSecrets[0]).update(`limit ${name} ${who}`);
  return `${name}:${hash.digest("base64url").slice(0, 22)}`;
}

/** As many counts as memory ever holds of a limit, so that made-up addresses cannot fill it. */
const buckets = 4_096;

function bucketOf(key: string): string {
  return String(createHmac("sha256", "bucket").update(key).digest().readUInt16BE() % buckets);
}

/** By its shape: the limiter may have been made by another bundle, with a class of its own. */
function isRefusal(thrown: unknown): thrown is RateLimiterRes {
  return typeof thrown === "object" && thrown !== null && "msBeforeNext" in thrown;
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
