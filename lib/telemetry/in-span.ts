import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

type Work<T> = (span: Span) => Promise<T>;

/**
 * Runs work as a span of the current trace. Without an SDK, which is the default, it only calls the
 * work: https://opentelemetry.io/docs/specs/otel/trace/api/#behavior-of-the-api-in-the-absence-of-an-installed-sdk
 *
 * @param attributes - words from our own code and numbers: never input from a visitor, a provider or
 *   a cookie, which the collector's operator must not see
 */
export function inSpan<T>(name: string, attributes: Attributes, work: Work<T>): Promise<T> {
  return run({ name, kind: SpanKind.INTERNAL, attributes }, work);
}

/** The same for a call to another system. */
export function inCall<T>(name: string, attributes: Attributes, work: Work<T>): Promise<T> {
  return run({ name, kind: SpanKind.CLIENT, attributes }, work);
}

type Start = { name: string; kind: SpanKind; attributes: Attributes };

function run<T>({ name, ...options }: Start, work: Work<T>): Promise<T> {
  return trace.getTracer("foyer").startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setAttribute("error.type", typeOf(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Name and code only; the log has the redacted message under the same trace id. */
function typeOf(error: unknown): string {
  const { name, code } = Object(error) as { name?: unknown; code?: unknown };
  const words = [name, code].filter((word) => typeof word === "string" && word !== "");
  return words.join(" ") || "unknown";
}
