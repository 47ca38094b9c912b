import type { DiagLogger } from "@opentelemetry/api";
import { log } from "@/lib/log";

/** A collector that is away is no news every five seconds. */
const quietMilliseconds = 60_000;
let lastAt = 0;

/**
 * The SDK's own complaints, in our log. Its messages repeat what the collector answered, so only
 * their name and code are taken over.
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

/** It writes errors as JSON; what has no code is told by OTEL_LOG_LEVEL alone. */
function toError(message: string): Error {
  try {
    const { name, code } = JSON.parse(message) as { name?: unknown; code?: unknown };
    return Object.assign(new Error("the collector cannot be reached, or refused"), {
      name: String(name ?? "Error"),
      ...(code !== undefined && { code: String(code) }),
    });
  } catch {
    return new Error("the SDK complained; OTEL_LOG_LEVEL=error has it say of what");
  }
}
