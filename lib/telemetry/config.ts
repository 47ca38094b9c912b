/** What is to be sent somewhere; nothing, unless the environment says where. */
export type TelemetryConfig = { traces: boolean; metrics: boolean };

type Source = Record<string, string | undefined>;

/**
 * Reads OpenTelemetry's own variables, which the SDK then reads again in full:
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 *
 * There an SDK without any of them sends to this machine. Ours is only loaded when an address or an
 * exporter is named, each signal for itself.
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
