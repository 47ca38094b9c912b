import { expect, it } from "vitest";
import { telemetryConfig } from "./config";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };

it.each([
  ["nothing set", {}, []],
  ["variables that name no place", { OTEL_SERVICE_NAME: "foyer", OTEL_TRACES_SAMPLER: "on" }, []],
  ["empty variables", { OTEL_EXPORTER_OTLP_ENDPOINT: "", OTEL_TRACES_EXPORTER: " " }, []],
  ["an endpoint", endpoint, ["traces", "metrics"]],
  ["an endpoint of traces", { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://c" }, ["traces"]],
  ["an exporter of metrics", { OTEL_METRICS_EXPORTER: "prometheus" }, ["metrics"]],
  ["an endpoint, and no metrics", { ...endpoint, OTEL_METRICS_EXPORTER: "none" }, ["traces"]],
  ["an endpoint, and a disabled SDK", { ...endpoint, OTEL_SDK_DISABLED: "true" }, []],
])("of %s, what is asked for is wanted and nothing else", (_, source, expected) => {
  const wanted = Object.entries(telemetryConfig(source)).flatMap(([key, on]) => (on ? [key] : []));
  expect(wanted).toEqual(expected);
});
