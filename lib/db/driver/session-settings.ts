import { causesOf, codeOf } from "@/lib/error-cause";

/**
 * Settings that decide what a statement means or returns. A server, a database or a role may have
 * other defaults, so each connection starts with these (docs/decisions/032-pinned-sessions.md).
 *
 * PgBouncer and the poolers like it keep these for each client, also in transaction mode, and compare
 * them as text: hence Postgres's own spelling. postgres.js adds `client_encoding`.
 */
export const portableSettings = {
  DateStyle: "ISO, MDY",
  TimeZone: "UTC",
  standard_conforming_strings: "on",
};

/** Poolers may refuse a connection that starts with these. */
export const directSettings = {
  default_transaction_isolation: "read committed",
  IntervalStyle: "postgres",
  bytea_output: "hex",
  extra_float_digits: "1",
  array_nulls: "on",
  transform_null_equals: "off",
} as const;

/** What an address can't set: statements would mean something else. */
export const pinnedNames = Object.keys({ ...portableSettings, ...directSettings }).concat(
  "client_encoding",
);

/** PgBouncer: "unsupported startup parameter", as a protocol_violation. */
export function isRefusedSetting(error: unknown): boolean {
  return (
    codeOf(error) === "08P01" &&
    causesOf(error).some(({ message }) => /startup parameter/.test(message))
  );
}
