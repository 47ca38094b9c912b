import "server-only";
import { DiagLogLevel, diag } from "@opentelemetry/api";
import { OTLPTraceExporter as GrpcExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { NodeSDK, resources, tracing } from "@opentelemetry/sdk-node";
import type { TelemetryConfig } from "@/lib/telemetry/config";
import { diagLogger } from "@/lib/telemetry/diag-logger";
import { redactSpans } from "@/lib/telemetry/redact-spans";

/**
 * Starts OpenTelemetry's SDK as its standard variables say. It makes its own exporters for metrics
 * (OTLP, Prometheus, console); those for traces are made here, behind what spares them secrets.
 *
 * @returns what sends the rest and stops it
 */
export function startSdk({ traces, metrics }: TelemetryConfig): () => Promise<void> {
  diag.setLogger(diagLogger, DiagLogLevel.ERROR);
  const sdk = new NodeSDK({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come after this one.
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ "service.name": "foyer" })),
    spanProcessors: traces ? [redactSpans, ...traceProcessors()] : [],
    logRecordProcessors: [],
    ...(!metrics && { metricReaders: [] }),
  });
  sdk.start();
  return () => sdk.shutdown();
}

function traceProcessors(): tracing.SpanProcessor[] {
  const names = process.env.OTEL_TRACES_EXPORTER?.split(",") ?? [];
  const exporters = names.map((name) => name.trim()).filter(Boolean);
  return (exporters.length > 0 ? exporters : ["otlp"]).map((name) =>
    name === "console"
      ? new tracing.SimpleSpanProcessor(new tracing.ConsoleSpanExporter())
      : new tracing.BatchSpanProcessor(otlpExporter()),
  );
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specify-protocol */
function otlpExporter(): tracing.SpanExporter {
  const { OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL } = process.env;
  switch (OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || OTEL_EXPORTER_OTLP_PROTOCOL) {
    case "grpc":
      return new GrpcExporter();
    case "http/json":
      return new JsonExporter();
    default:
      return new ProtobufExporter();
  }
}
