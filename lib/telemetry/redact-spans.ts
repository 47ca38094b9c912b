import type { Attributes, AttributeValue } from "@opentelemetry/api";

/** An exception's message and stack may repeat the input that caused it; its type cannot. */
const exceptionDetails = ["exception.message", "exception.stacktrace"];

/**
 * A span processor that removes secrets before an exporter sees the span. Next.js records each
 * request's URL with its query (`http.target`), and a callback's query contains a code and a state.
 * It also records uncaught errors in full; the log has a redacted version under the same trace id.
 */
export const redactSpans = {
  onStart() {},
  onEnd(span: EndedSpan) {
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

/** Cuts at the first question mark: none of our own attributes contains one. */
function withoutQuery(text: string): string {
  return text.split("?", 1)[0] ?? "";
}

/** What we change of the SDK's `ReadableSpan`. Its package is optional, so its types are too. */
type EndedSpan = {
  name: string;
  attributes: Attributes;
  events: { attributes?: Attributes }[];
  status: { message?: string };
};
