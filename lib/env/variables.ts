import { z } from "zod";
import {
  fileParameterOf,
  isReadableDatabaseUrl,
  lacksHost,
  toConnectionUrl,
} from "@/lib/env/database-url";
import { emailAddresses, emailDomains } from "@/lib/env/email-lists";
import { locales } from "@/lib/env/locale-list";
import { durationOrZero } from "@/lib/env/new-device-wait";
import { outgoingProxyVariables } from "@/lib/env/outgoing-proxy";
import { providerVariables } from "@/lib/env/providers";
import { redirectProxyVariables } from "@/lib/env/redirect-proxy";
import {
  duration,
  flag,
  headerName,
  integer,
  linkVerifiedEmail,
  optional,
  originUrl,
  rate,
  required,
  strongSecret,
} from "@/lib/env/values";

/** Anything unknown is held to the rules of production. */
export const nodeEnv = z.enum(["development", "production", "test"]).catch("production");

/** Every variable that the app reads, but for those with a name of the deployer's own: openid.ts. */
export const schema = z.object({
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
  ...redirectProxyVariables,
  AUTH_LINK_VERIFIED_EMAIL: linkVerifiedEmail,

  LOCALES: locales,

  SIGN_UP: optional(
    z.enum(["open", "invite", "approval", "closed"], "must be open, invite, approval or closed"),
  ).transform((value) => value ?? "open"),
  ALLOWED_EMAIL_DOMAINS: emailDomains,
  ALLOWED_EMAILS: emailAddresses,
  ADMIN_EMAILS: emailAddresses,

  SESSION_IDLE_TIMEOUT: duration("5m", "400d", "30d"),
  SESSION_MAX_AGE: duration("5m", "400d", "90d"),
  ACTIVITY_MAX_AGE: duration("1d", "3650d", "365d"),
  NEW_DEVICE_WAIT: durationOrZero("1s", "30d"),
  CRON_SECRET: optional(
    z.string().min(16, "is shorter than 16 characters: make one with `openssl rand -hex 24`"),
  ),

  ...providerVariables,

  TRUSTED_PROXY_HOPS: integer(0, 10, 0),
  GEO_CITY_HEADER: headerName,
  GEO_COUNTRY_HEADER: headerName,
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
