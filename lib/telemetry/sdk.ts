import "server-only";
import { DiagLogLevel, diag } from "@opentelemetry/api";
import type { TelemetryConfig } from "@/lib/telemetry/config";
import { diagLogger } from "@/lib/telemetry/diag-logger";
import { redactSpans } from "@/lib/telemetry/redact-spans";
import { loadSdkPackages, type SdkPackages } from "@/lib/telemetry/sdk-packages";

/**
 * Starts OpenTelemetry's SDK, which reads its standard variables. It makes its own exporters for
 * metrics (OTLP, Prometheus, console). We make those for traces, so that `redactSpans` runs first.
 *
 * @returns sends what is left and stops the SDK
 */
export async function startSdk({ traces, metrics }: TelemetryConfig): Promise<() => Promise<void>> {
  const packages = await loadSdkPackages();
  const { NodeSDK, resources } = packages;
  diag.setLogger(diagLogger, DiagLogLevel.ERROR);
  const sdk = new NodeSDK({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES override it.
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ "service.name": "foyer" })),
    spanProcessors: traces ? [redactSpans, ...traceProcessors(packages)] : [],
    logRecordProcessors: [],
    ...(!metrics && { metricReaders: [] }),
  });
  sdk.start();
  return () => sdk.shutdown();
}

function traceProcessors({ tracing, exporters }: SdkPackages) {
  const named = process.env.OTEL_TRACES_EXPORTER?.split(",") ?? [];
  const names = named.map((name) => name.trim()).filter(Boolean);
  return (names.length > 0 ? names : ["otlp"]).map((name) =>
    name === "console"
      ? new tracing.SimpleSpanProcessor(new tracing.ConsoleSpanExporter())
      : new tracing.BatchSpanProcessor(otlpExporter(exporters)),
  );
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specify-protocol */
function otlpExporter({ grpc, json, protobuf }: SdkPackages["exporters"]) {
  const { OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL } = process.env;
  switch (OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || OTEL_EXPORTER_OTLP_PROTOCOL) {
    case "grpc":
      return new grpc();
    case "http/json":
      return new json();
    default:
      return new protobuf();
  }
}
