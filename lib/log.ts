import { trace } from "@opentelemetry/api";
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
  mixin: traceFields,
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

/**
 * Where there is a trace, every line names it, under the names of
 * https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/
 */
function traceFields() {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

/** The log has to work for `lib/env/env.ts` to complain of a level that does not exist. */
function knownLevel(level = ""): string {
  return level in pino.levels.values || level === "silent" ? level : "info";
}
