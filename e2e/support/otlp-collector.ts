import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * An OpenTelemetry collector that receives OTLP over HTTP as JSON:
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export class OtlpCollector {
  readonly spans: CollectedSpan[] = [];
  /** All request bodies, to search for secrets. */
  received = "";
  #metrics: Metric[] = [];

  private constructor(readonly server: Server) {}

  static async start(): Promise<OtlpCollector> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      collector.#take(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
    const collector = new OtlpCollector(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return collector;
  }

  /** The settings with which an app exports everything here, with short delays. */
  settings(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
      OTEL_BSP_SCHEDULE_DELAY: "100",
      OTEL_METRIC_EXPORT_INTERVAL: "300",
      OTEL_METRIC_EXPORT_TIMEOUT: "200",
    };
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  spanNamed(name: string): CollectedSpan | undefined {
    return this.spans.find((span) => span.name === name);
  }

  /** The names of the spans around this one, innermost first. */
  namesAround(span: CollectedSpan): string[] {
    const parent = this.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return parent ? [parent.name, ...this.namesAround(parent)] : [];
  }

  /** The latest points of a metric, keyed by their attribute values in order of the attribute names. */
  points(name: string): Record<string, number> {
    const metric = this.#metrics.findLast((candidate) => candidate.name === name);
    const points = (metric?.sum ?? metric?.histogram)?.dataPoints ?? [];
    return Object.fromEntries(
      points.map(({ attributes, asDouble, asInt, count }) => [
        Object.values(toObject(attributes)).join(" "),
        Number(asDouble ?? asInt ?? count),
      ]),
    );
  }

  #take(body: string): void {
    this.received += body;
    const { resourceSpans = [], resourceMetrics = [] } = JSON.parse(body) as Batch;
    for (const { scopeSpans } of resourceSpans) {
      for (const { spans } of scopeSpans) {
        this.spans.push(
          ...spans.map((span) => ({ ...span, attributes: toObject(span.attributes) })),
        );
      }
    }
    for (const { scopeMetrics } of resourceMetrics) {
      for (const { metrics } of scopeMetrics) this.#metrics.push(...metrics);
    }
  }
}

function toObject(attributes: Attribute[] = []): Record<string, unknown> {
  const sorted = attributes.toSorted((a, b) => a.key.localeCompare(b.key));
  return Object.fromEntries(sorted.map(({ key, value }) => [key, Object.values(value)[0]]));
}

type Attribute = { key: string; value: Record<string, unknown> };
type SentSpan = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes?: Attribute[];
  events?: { name: string }[];
};
export type CollectedSpan = Omit<SentSpan, "attributes"> & { attributes: Record<string, unknown> };
type Point = { attributes: Attribute[]; asDouble?: number; asInt?: number; count?: number };
type Metric = {
  name: string;
  sum?: { dataPoints: Point[] };
  histogram?: { dataPoints: Point[] };
};
type Batch = {
  resourceSpans?: { scopeSpans: { spans: SentSpan[] }[] }[];
  resourceMetrics?: { scopeMetrics: { metrics: Metric[] }[] }[];
};
