import { context } from "@opentelemetry/api";
import { tracing } from "@opentelemetry/sdk-node";
import { expect, it } from "vitest";
import { redactSpans } from "./redact-spans";

const secret = "the-code-of-a-callback";

it("removes queries and error messages from spans before they are exported", () => {
  const exporter = new tracing.InMemorySpanExporter();
  const spanProcessors = [redactSpans, new tracing.SimpleSpanProcessor(exporter)];
  const tracer = new tracing.BasicTracerProvider({ spanProcessors }).getTracer("next.js");
  const attributes = { "http.target": `/api/auth/callback/google?code=${secret}` };
  const span = tracer.startSpan(
    `fetch GET https://a.example/?${secret}`,
    { attributes },
    context.active(),
  );
  span.setAttribute("http.url", `https://a.example/b?c=${secret}#${secret}`);
  span.setAttribute("list", [`/x?${secret}`, "kept"]);
  span.setAttribute("http.status_code", 500);
  span.recordException(new TypeError(`cannot read ${secret}`));
  span.setStatus({ code: 2, message: secret });
  span.end();
  const [sent] = exporter.getFinishedSpans();
  expect(sent).toMatchObject({
    name: "fetch GET https://a.example/",
    attributes: {
      "http.target": "/api/auth/callback/google",
      "http.url": "https://a.example/b",
      list: ["/x", "kept"],
      "http.status_code": 500,
    },
    status: { code: 2 },
    events: [{ name: "exception", attributes: { "exception.type": "TypeError" } }],
  });
  const { name, events, status } = sent ?? {};
  expect(JSON.stringify([name, sent?.attributes, events, status])).not.toContain(secret);
});
