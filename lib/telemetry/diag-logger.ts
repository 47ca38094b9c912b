import type { DiagLogger } from "@opentelemetry/api";
import { log } from "@/lib/log";

/** The SDK exports every five seconds; while a collector is down, one line a minute is enough. */
const quietMilliseconds = 60_000;
let lastAt = 0;

/**
 * Writes the SDK's own errors to our log. Their messages repeat the collector's response, so we keep
 * only the error's name and code.
 */
export const diagLogger: DiagLogger = {
  error: (message) => {
    if (Date.now() - lastAt < quietMilliseconds) return;
    lastAt = Date.now();
    log.warn({ event: "telemetry.not-sent", error: toError(message) });
  },
  warn: () => {},
  info: () => {},
  debug: () => {},
  verbose: () => {},
};

/** The SDK passes errors as JSON. */
function toError(message: string): Error {
  try {
    const { name, code } = JSON.parse(message) as { name?: unknown; code?: unknown };
    return Object.assign(new Error("the collector cannot be reached, or rejected the export"), {
      name: String(name ?? "Error"),
      ...(code !== undefined && { code: String(code) }),
    });
  } catch {
    return new Error(
      "the SDK reported an error; set OTEL_LOG_LEVEL=error to have it print the details",
    );
  }
}
