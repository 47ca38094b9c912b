import { z } from "zod";
import {
  fileParameterOf,
  isReadableDatabaseUrl,
  lacksHost,
  toConnectionUrl,
} from "@/lib/env/database-url";
import { defaultNewDeviceWait, durationOrZero, findEndlessWait } from "@/lib/env/new-device-wait";
import { type OpenIdSettings, readOpenIdProviders } from "@/lib/env/openid";
import { canonicalOrigin, vercelHost } from "@/lib/env/origin";
import {
  type OutgoingProxy,
  outgoingProxyVariables,
  readOutgoingProxy,
} from "@/lib/env/outgoing-proxy";
import { findProviderGaps, providerAddresses, providerVariables } from "@/lib/env/providers";
import {
  duration,
  flag,
  integer,
  isSet,
  linkVerifiedEmail,
  optional,
  originPatterns,
  originUrl,
  type Problem,
  rate,
  required,
  type Source,
  secureUrl,
  strongSecret,
} from "@/lib/env/values";

export type { OpenIdSettings } from "@/lib/env/openid";
export type { Problem, Rate } from "@/lib/env/values";

/**
 * The environment, read and checked once. No other module of the app reads variables, except that the
 * log reads its level, so that it works before this check reports a problem.
 */

/** Anything unknown is held to the rules of production. */
const nodeEnv = z.enum(["development", "production", "test"]).catch("production");

const schema = z.object({
  NODE_ENV: nodeEnv,
  LOG_LEVEL: optional(
    z.enum(
      ["debug", "info", "warn", "error", "silent"],
      "must be debug, info, warn, error or silent",
    ),
  ).transform((level) => level ?? "info"),

  DATABASE_URL: required(
    z
      .string(
        "is missing: set it to your Postgres address, postgres://user:password@host:5432/name",
      )
      .regex(
        /^postgres(ql)?:\/\/[^\s]+$/,
        "must begin with postgres:// or postgresql://, without quotes",
      )
      .refine((value) => !lacksHost(value), {
        message:
          "names no host after the @: write localhost there, or add ?host=/var/run/postgresql for a Unix socket",
        abort: true,
      })
      .refine(
        isReadableDatabaseUrl,
        "cannot be read: percent-encode reserved characters of the password, # as %23, / as %2F",
      )
      .refine(
        (value) => fileParameterOf(value) === undefined,
        "names a file in sslrootcert, sslcert or sslkey: set NODE_EXTRA_CA_CERTS to the certificate authority's file instead, and use sslmode=verify-full",
      )
      .transform(toConnectionUrl),
  ),
  DATABASE_POOL_MAX: integer(1, 1000, 10),
  DATABASE_PREPARE: flag(true),

  AUTH_SECRET: required(strongSecret),
  AUTH_SECRET_1: optional(strongSecret),
  AUTH_SECRET_2: optional(strongSecret),
  AUTH_SECRET_3: optional(strongSecret),
  AUTH_URL: optional(originUrl),
  AUTH_TRUST_HOST: flag(false),
  AUTH_REDIRECT_PROXY_URL: optional(secureUrl),
  AUTH_REDIRECT_PROXY_SECRET: optional(strongSecret),
  AUTH_REDIRECT_PROXY_ORIGINS: optional(originPatterns),
  AUTH_LINK_VERIFIED_EMAIL: linkVerifiedEmail,

  SESSION_IDLE_TIMEOUT: duration("5m", "400d", "30d"),
  SESSION_MAX_AGE: duration("5m", "400d", "90d"),
  ACTIVITY_MAX_AGE: duration("1d", "3650d", "365d"),
  NEW_DEVICE_WAIT: durationOrZero("1s", "30d"),
  CRON_SECRET: optional(
    z.string().min(16, "is shorter than 16 characters: make one with `openssl rand -hex 24`"),
  ),

  ...providerVariables,

  TRUSTED_PROXY_HOPS: integer(0, 10, 0),
  ...outgoingProxyVariables,

  RATE_LIMIT: flag(true),
  RATE_LIMIT_SIGN_IN: rate("300/1m"),
  RATE_LIMIT_CALLBACK: rate("300/1m"),
  RATE_LIMIT_ACCOUNT: rate("300/1m"),
  RATE_LIMIT_PERSON: rate("60/1m"),
  RATE_LIMIT_EXPORT: rate("10/1h"),

  PORT: optional(z.string()),
  VERCEL: optional(z.string()),
  VERCEL_ENV: optional(z.string()),
  VERCEL_URL: optional(z.string()),
  VERCEL_PROJECT_PRODUCTION_URL: optional(z.string()),
});

type Values = Omit<z.infer<typeof schema>, keyof typeof outgoingProxyVariables>;

/** Every variable that the app reads. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

/** The checked environment, and what follows from it. */
export type Env = Values & {
  /** In seconds; 0 for no wait. */
  NEW_DEVICE_WAIT: number;
  /** The one canonical origin of this deployment. */
  origin: string;
  /** The first one seals; all of them open. */
  authSecrets: [string, ...string[]];
  openIdProviders: OpenIdSettings[];
  /** Null if calls to providers go out directly. */
  outgoingProxy: OutgoingProxy | null;
  /** Provider addresses from the environment: issuers and self-hosted servers. */
  providerAddresses: string[];
};

/** Thrown with one message that lists every problem and never contains a value. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(toMessage(problems));
    this.problems = problems;
  }
}

let checked: Env | undefined;

/**
 * The environment of this process.
 * @throws EnvironmentError when a variable is missing or wrong
 */
export function env(): Env {
  checked ??= readEnv(process.env);
  return checked;
}

/**
 * Checks a set of variables. `env` applies this to the process.
 * @throws EnvironmentError naming every variable that is missing or wrong, and how to fix it
 */
export function readEnv(source: Source): Env {
  const result = schema.safeParse(source);
  const openId = readOpenIdProviders(source);
  const proxy = readOutgoingProxy(source);
  const issues = (result.error?.issues ?? []).map(toProblem);
  const problems = [...issues, ...findGaps(source), ...openId.problems, ...proxy.problems];
  if (result.success) problems.push(...findEndlessWait(result.data));
  if (!result.success || problems.length > 0) throw new EnvironmentError(problems);
  const { data } = result;
  const issuers = openId.providers.map(({ issuer }) => issuer);
  return {
    ...data,
    NEW_DEVICE_WAIT: data.NEW_DEVICE_WAIT ?? defaultNewDeviceWait(data),
    origin: canonicalOrigin(data),
    authSecrets: authSecrets(data),
    openIdProviders: openId.providers,
    outgoingProxy: proxy.outgoingProxy,
    providerAddresses: [...providerAddresses(data), ...issuers],
  };
}

function toProblem(issue: z.core.$ZodIssue): Problem {
  return { name: issue.path.join("."), message: issue.message };
}

/** Variables that are only required because of the values of others. */
function findGaps(source: Source): Problem[] {
  const gaps = findProviderGaps(source);
  const isProduction = nodeEnv.parse(source.NODE_ENV) === "production";
  if (isProduction && !isSet(source, "AUTH_URL") && !vercelHost(source)) {
    const message =
      "is missing: set it to the address visitors type, such as https://app.example.com";
    gaps.push({ name: "AUTH_URL", message });
  }
  return gaps;
}

function toMessage(problems: Problem[]): string {
  return [
    "Foyer cannot start: environment variables are missing or wrong.",
    ...problems.map(({ name, message }) => `  - ${name} ${message}`),
    "Set them in your host's settings or in .env.local; .env.local.example explains each.",
  ].join("\n");
}

/** The highest number first, as in Auth.js: `setEnvDefaults` in @auth/core, lib/utils/env.js. */
function authSecrets(values: Values): Env["authSecrets"] {
  const { AUTH_SECRET, AUTH_SECRET_1, AUTH_SECRET_2, AUTH_SECRET_3 } = values;
  const [newest, ...older] = [AUTH_SECRET_3, AUTH_SECRET_2, AUTH_SECRET_1].flatMap((s) => s ?? []);
  return newest ? [newest, ...older, AUTH_SECRET] : [AUTH_SECRET];
}
