import { z } from "zod";

/** An empty value in an env file means "not set", never "set to nothing". */
export const blank = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;

export type Source = Record<string, string | undefined>;

/** What is wrong with a variable, in words that follow its name. */
export type Problem = { name: string; message: string };

export const isSet = (source: Source, name: string) => blank(source[name]) !== undefined;

/** A variable that may be left out. */
export const optional = <T extends z.ZodType>(type: T) => z.preprocess(blank, type.optional());

/** A variable that the app cannot start without. */
export const required = <T extends z.ZodType>(type: T) => z.preprocess(blank, type);

/** A secret that seals cookies. */
export const strongSecret = z
  .string("is missing: make one with `openssl rand -base64 33`")
  .refine(
    (value) => Buffer.byteLength(value) >= 32,
    "is shorter than 32 bytes: make one with `openssl rand -base64 33`",
  );

/** A flag, in all its common spellings. */
export const flag = (fallback: boolean) =>
  optional(z.enum(["true", "false", "1", "0", "on", "off"], "must be true or false")).transform(
    (value) => (value === undefined ? fallback : ["true", "1", "on"].includes(value)),
  );

/** Which verified addresses link an account to the user who has the same address. */
export const linkVerifiedEmail = optional(
  z.enum(
    ["true", "false", "1", "0", "on", "off", "authoritative"],
    "must be true, authoritative or false",
  ),
).transform((value = "true"): "true" | "authoritative" | "false" => {
  if (value === "authoritative") return value;
  return ["true", "1", "on"].includes(value) ? "true" : "false";
});

/** A whole number within bounds, both included. */
export const integer = (min: number, max: number, fallback: number) =>
  optional(
    z.coerce
      .number(`must be a whole number from ${min} to ${max}`)
      .refine(
        (n) => Number.isInteger(n) && n >= min && n <= max,
        `must be a whole number from ${min} to ${max}`,
      ),
  ).transform((value) => value ?? fallback);

const unitSeconds = { s: 1, m: 60, h: 60 * 60, d: 24 * 60 * 60 };

/** A length of time such as 30m, 12h or 90d, in seconds, within bounds of the same form. */
export const duration = (min: string, max: string, fallback: string) => {
  const message = `must be a length of time from ${min} to ${max}, such as 30m, 12h or 90d`;
  return optional(z.string().refine(isDurationWithin(min, max), message)).transform((value) =>
    toSeconds(value ?? fallback),
  );
};

/** Whether a text is a length of time within bounds, both included. */
export const isDurationWithin = (min: string, max: string) => (value: string) =>
  toSeconds(value) >= toSeconds(min) && toSeconds(value) <= toSeconds(max);

/** @returns NaN, which is outside all bounds, for anything but a length of time */
export function toSeconds(value: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(value.trim()) ?? [];
  return amount && unit
    ? Number(amount) * unitSeconds[unit as keyof typeof unitSeconds]
    : Number.NaN;
}

/** Attempts in a period, such as 300/1m. */
export type Rate = { points: number; durationSeconds: number };

const maxPoints = 1_000_000;
const maxRateSeconds = 24 * 60 * 60;

export const rate = (fallback: string) =>
  optional(
    z
      .string()
      .refine(
        (value) => toRate(value) !== null,
        "must be a number of attempts and a length of time up to 24h, such as 300/1m",
      ),
  ).transform((value) => toRate(value ?? fallback) as Rate);

function toRate(value: string): Rate | null {
  const [amount = "", duration = "", ...rest] = value.trim().split("/");
  const points = /^\d{1,7}$/.test(amount) ? Number(amount) : Number.NaN;
  const durationSeconds = toSeconds(duration);
  const isInBounds = points >= 1 && points <= maxPoints && durationSeconds <= maxRateSeconds;
  return rest.length === 0 && isInBounds && durationSeconds >= 1
    ? { points, durationSeconds }
    : null;
}

const isLoopback = (url: URL) => ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);

/** https, or http on this machine: anything else would carry codes and secrets in the clear. */
export const secureUrl = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  return url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url));
}, "must be an https:// address (http:// only for localhost)");

/** A deployment's address, reduced to its origin. */
export const originUrl = z
  .string()
  .refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    return (url?.protocol === "https:" || url?.protocol === "http:") && url.username === "";
  }, "must be the address visitors type, such as https://app.example.com")
  .refine(
    (value) => !URL.canParse(value) || (new URL(value).pathname === "/" && !/[?#]/.test(value)),
    "must be an origin without a path: https://app.example.com, not https://app.example.com/api/auth",
  )
  .transform((value) => (URL.canParse(value) ? new URL(value).origin : value));

/** The name of a request header (RFC 9110, section 5.1). */
export const headerName = optional(
  z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, "must be the name of a header, such as cf-ipcountry"),
);
