import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

type Work<T> = (span: Span) => Promise<T>;

/**
 * Runs a piece of work as a span of the current trace. Without an SDK, which is the default, this
 * only calls it: https://opentelemetry.io/docs/specs/otel/trace/api/#behavior-of-the-api-in-the-absence-of-an-installed-sdk
 *
 * @param attributes - names and numbers that we made up ourselves: never what a visitor, a provider
 *   or a cookie said, since whoever runs the collector is not whom they said it to
 */
export function inSpan<T>(name: string, attributes: Attributes, work: Work<T>): Promise<T> {
  return run({ name, kind: SpanKind.INTERNAL, attributes }, work);
}

/** The same for a question to another system. */
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

/** By name and code; the log, which is redacted, has the message under the same trace id. */
function typeOf(error: unknown): string {
  const { name, code } = Object(error) as { name?: unknown; code?: unknown };
  const words = [name, code].filter((word) => typeof word === "string" && word !== "");
  return words.join(" ") || "unknown";
}
