import { trace } from "@opentelemetry/api";
import pino from "pino";
import { describeError } from "@/lib/describe-error";

/**
 * The log: one JSON line per event, on standard output.
 *
 * Callers pass only named fields, and `describeError` reduces errors, so no cookie, code, token or query
 * parameter gets into it. The redaction below is a second line of defence.
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
 * Adds the active trace to every line, under the names of
 * https://opentelemetry.io/docs/specs/otel/compatibility/logging_trace_context/
 */
function traceFields() {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

/** With an unknown level the log still works, so that `lib/env/env.ts` can report it. */
function knownLevel(level = ""): string {
  return level in pino.levels.values || level === "silent" ? level : "info";
}
