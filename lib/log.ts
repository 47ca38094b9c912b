import pino from "pino";
import { describeError } from "@/lib/describe-error";

/**
 * The log: one JSON line an event, on standard output.
 *
 * Only named fields are ever passed to it, and errors are reduced by `describeError`, so that no
 * cookie, code, token or query parameter can ride along; the redaction below is a second net.
 */
export const log = pino({
  level: knownLevel(process.env.LOG_LEVEL),
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { error: describeError },
  redact: [
    "*.cookie",
    "*.authorization",
    "*.code",
    "*.state",
    "*.token",
    "*.secret",
    "*.password",
  ].flatMap((path) => [path, path.slice(2)]),
});

/** The log has to work for `lib/env.ts` to complain of a level that does not exist. */
function knownLevel(level = ""): string {
  return level in pino.levels.values || level === "silent" ? level : "info";
}
