import { expect, it } from "vitest";
import { telemetryConfig } from "./config";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

it.each([
  ["no variables", {}, []],
  ["variables that name no target", { OTEL_SERVICE_NAME: "foyer", OTEL_TRACES_SAMPLER: "on" }, []],
  ["empty variables", { OTEL_EXPORTER_OTLP_ENDPOINT: "", OTEL_TRACES_EXPORTER: " " }, []],
  ["an endpoint", endpoint, ["traces", "metrics"]],
  ["an endpoint for traces", { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://c" }, ["traces"]],
  ["an exporter for metrics", { OTEL_METRICS_EXPORTER: "prometheus" }, ["metrics"]],
  ["an endpoint, and no metrics", { ...endpoint, OTEL_METRICS_EXPORTER: "none" }, ["traces"]],
  ["an endpoint, and a disabled SDK", { ...endpoint, OTEL_SDK_DISABLED: "true" }, []],
])("with %s, exports the signals that are asked for and no others", (_, source, expected) => {
  const config = Object.entries(telemetryConfig(source)).flatMap(([key, on]) => (on ? [key] : []));
  expect(config).toEqual(expected);
});
