import type { AttributeValue } from "@opentelemetry/api";
import type { tracing } from "@opentelemetry/sdk-node";

/** What a span says of an exception beside its kind may repeat what caused it. */
const exceptionDetails = ["exception.message", "exception.stacktrace"];

/**
 * Takes out of every span what a collector must not get. Next notes each request's address with its
 * query (`http.target`), and a callback's has a code and a state; it also notes the whole of an
 * error that nobody caught, of which the log has a redacted account under the same trace id.
 */
export const redactSpans: tracing.SpanProcessor = {
  onStart() {},
  onEnd(span) {
    const { attributes, events, status } = span;
    Object.assign(span, { name: withoutQuery(span.name) });
    for (const [key, value] of Object.entries(attributes)) attributes[key] = clean(value);
    for (const event of events) for (const key of exceptionDetails) delete event.attributes?.[key];
    delete status.message;
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

function clean(value: AttributeValue | undefined): AttributeValue | undefined {
  if (typeof value === "string") return withoutQuery(value);
  if (!Array.isArray(value)) return value;
  return value.map((item) => (typeof item === "string" ? withoutQuery(item) : item)) as string[];
}

/** Nothing of ours has a question mark anywhere else. */
function withoutQuery(text: string): string {
  return text.split("?", 1)[0] ?? "";
}
