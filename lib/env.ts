import { z } from "zod";
import { fileParameterOf, toConnectionUrl } from "@/lib/database-url";
import {
  blank,
  duration,
  flag,
  integer,
  isReadableDatabaseUrl,
  optional,
  originPatterns,
  originUrl,
  rate,
  required,
  secureUrl,
  strongSecret,
} from "@/lib/env-values";

export type { Rate } from "@/lib/env-values";

/**
 * The environment, read and checked once. No other module of the app reads a variable of its own,
 * but for the log's level, which has to stand before the check can complain.
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
      .regex(/^postgres(ql)?:\/\/[^\s]+$/, "must begin with postgres:// or postgresql://")
      .refine(
        isReadableDatabaseUrl,
        "cannot be read: percent-encode reserved characters of the password, # as %23, / as %2F",
      )
      .refine(
        (value) => fileParameterOf(value) === undefined,
        "names a file with sslrootcert, sslcert or sslkey: name the authority's file in NODE_EXTRA_CA_CERTS instead and write sslmode=verify-full",
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
  AUTH_LINK_VERIFIED_EMAIL: flag(true),

  SESSION_IDLE_TIMEOUT: duration("5m", "400d", "30d"),
  SESSION_MAX_AGE: duration("5m", "400d", "90d"),
  ACTIVITY_MAX_AGE: duration("1d", "3650d", "365d"),
  CRON_SECRET: optional(
    z.string().min(16, "is shorter than 16 characters: make one with `openssl rand -hex 24`"),
  ),

  AUTH_GOOGLE_ID: optional(z.string()),
  AUTH_GOOGLE_SECRET: optional(z.string()),
  AUTH_GOOGLE_ISSUER: optional(secureUrl),
  AUTH_GITHUB_ID: optional(z.string()),
  AUTH_GITHUB_SECRET: optional(z.string()),
  AUTH_GITHUB_ENTERPRISE_URL: optional(secureUrl),

  TRUSTED_PROXY_HOPS: integer(0, 10, 0),

  RATE_LIMIT: flag(true),
  RATE_LIMIT_SIGN_IN: rate("300/1m"),
  RATE_LIMIT_CALLBACK: rate("300/1m"),
  RATE_LIMIT_ACCOUNT: rate("300/1m"),
  RATE_LIMIT_PERSON: rate("60/1m"),

  PORT: optional(z.string()),
  VERCEL: optional(z.string()),
  VERCEL_ENV: optional(z.string()),
  VERCEL_URL: optional(z.string()),
  VERCEL_PROJECT_PRODUCTION_URL: optional(z.string()),
});

type Values = z.infer<typeof schema>;

/** Every variable that the app reads. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

/** The checked environment, and what follows from it. */
export type Env = Values & {
  /** The one canonical origin of this deployment. */
  origin: string;
  /** The first seals, all of them open. */
  authSecrets: [string, ...string[]];
};

/** Thrown with one message that lists every problem; it never contains a value. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";
  readonly problems: EnvironmentProblem[];

  constructor(problems: EnvironmentProblem[]) {
    super(toMessage(problems));
    this.problems = problems;
  }
}

/** What is wrong with a variable; the message follows its name, and says how to mend it. */
export type EnvironmentProblem = { name: string; message: string };

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
 * Checks a set of variables; `env` is this applied to the process.
 * @throws EnvironmentError naming every variable that is missing or wrong, and how to fix it
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  const problems = [...(result.error?.issues ?? []).map(toProblem), ...findGaps(source)];
  if (!result.success || problems.length > 0) throw new EnvironmentError(problems);
  const { data } = result;
  return { ...data, origin: canonicalOrigin(data), authSecrets: authSecrets(data) };
}

type Source = Record<string, string | undefined>;

function toProblem(issue: z.core.$ZodIssue): EnvironmentProblem {
  return { name: issue.path.join("."), message: issue.message };
}

/** What is missing only because something else is set. */
function findGaps(source: Source): EnvironmentProblem[] {
  const isSet = (name: string) => blank(source[name]) !== undefined;
  const pairs = ["AUTH_GOOGLE", "AUTH_GITHUB"].flatMap((provider) => [
    [`${provider}_SECRET`, `${provider}_ID`],
    [`${provider}_ID`, `${provider}_SECRET`],
  ]) as [string, string][];
  const gaps = pairs
    .filter(([missing, present]) => !isSet(missing) && isSet(present))
    .map(([name, present]) => ({
      name,
      message: `is missing, though ${present} is set: copy it from the provider's console`,
    }));
  const isProduction = nodeEnv.parse(source.NODE_ENV) === "production";
  if (isProduction && !isSet("AUTH_URL") && !vercelHost(source)) {
    const message =
      "is missing: set it to the address visitors type, such as https://app.example.com";
    gaps.push({ name: "AUTH_URL", message });
  }
  return gaps;
}

function toMessage(problems: EnvironmentProblem[]): string {
  return [
    "Foyer cannot start: the environment has to be fixed first.",
    ...problems.map(({ name, message }) => `  - ${name} ${message}`),
    "Set these in the host's settings or in .env.local; .env.local.example explains each.",
  ].join("\n");
}

/** The highest number first, as Auth.js has it: `setEnvDefaults` in @auth/core, lib/utils/env.js. */
function authSecrets(values: Values): Env["authSecrets"] {
  const { AUTH_SECRET, AUTH_SECRET_1, AUTH_SECRET_2, AUTH_SECRET_3 } = values;
  const [newest, ...older] = [AUTH_SECRET_3, AUTH_SECRET_2, AUTH_SECRET_1].flatMap((s) => s ?? []);
  return newest ? [newest, ...older, AUTH_SECRET] : [AUTH_SECRET];
}

/** AUTH_URL, else the address Vercel gives the deployment, else this machine. Never the Host header. */
function canonicalOrigin(values: Values): string {
  if (values.AUTH_URL) return values.AUTH_URL;
  const host = vercelHost(values);
  return host ? `https://${host}` : `http://localhost:${values.PORT ?? 3000}`;
}

type VercelVariables = {
  VERCEL_ENV?: string;
  VERCEL_URL?: string;
  VERCEL_PROJECT_PRODUCTION_URL?: string;
};

/** https://vercel.com/docs/environment-variables/system-environment-variables */
function vercelHost(source: VercelVariables): string | undefined {
  return source.VERCEL_ENV === "production"
    ? source.VERCEL_PROJECT_PRODUCTION_URL || source.VERCEL_URL
    : source.VERCEL_URL;
}
