/** The signals to export: none, unless the environment says where to. */
export type TelemetryConfig = { traces: boolean; metrics: boolean };

type Source = Record<string, string | undefined>;

/**
 * Reads OpenTelemetry's own variables, which the SDK later reads again in full:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 *
 * By that specification an SDK without any of them exports to localhost. We load ours only when a
 * variable names an endpoint or an exporter, each signal by itself.
 */
export function telemetryConfig(source: Source = process.env): TelemetryConfig {
  if (source.OTEL_SDK_DISABLED?.trim().toLowerCase() === "true") {
    return { traces: false, metrics: false };
  }
  return { traces: isEnabled(source, "TRACES"), metrics: isEnabled(source, "METRICS") };
}

function isEnabled(source: Source, signal: "TRACES" | "METRICS"): boolean {
  const exporter = source[`OTEL_${signal}_EXPORTER`]?.trim();
  if (exporter) return exporter !== "none";
  const endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`];
  return endpoints.some((name) => source[name]?.trim());
}
