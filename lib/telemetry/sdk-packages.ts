import { causesOf } from "@/lib/error-cause";

/** In the versions of package.json, which lists them as optional. */
const packages = [
  "@opentelemetry/sdk-node@0.223.0",
  "@opentelemetry/exporter-trace-otlp-grpc@0.223.0",
  "@opentelemetry/exporter-trace-otlp-http@0.223.0",
  "@opentelemetry/exporter-trace-otlp-proto@0.223.0",
];

/** For operators who set `OTEL_` variables where the packages are missing. */
export const installSdk = [
  "OTEL_ variables ask for traces or metrics, but OpenTelemetry's SDK is not installed. Run",
  `npm install --save-prod --save-exact ${packages.join(" ")}`,
  "and build again, or remove the variables.",
].join(" ");

/**
 * Loads OpenTelemetry's SDK, which an installation may lack (docs/decisions/023-optional-opentelemetry.md).
 *
 * The comments let Turbopack build the app without a package; its import then fails at run time:
 * https://nextjs.org/docs/app/guides/lazy-loading#magic-comments
 */
export async function loadSdkPackages() {
  const [{ NodeSDK, resources, tracing }, grpc, json, protobuf] = await Promise.all([
    import(/* turbopackOptional: true */ "@opentelemetry/sdk-node"),
    import(/* turbopackOptional: true */ "@opentelemetry/exporter-trace-otlp-grpc"),
    import(/* turbopackOptional: true */ "@opentelemetry/exporter-trace-otlp-http"),
    import(/* turbopackOptional: true */ "@opentelemetry/exporter-trace-otlp-proto"),
  ]);
  const exporters = {
    grpc: grpc.OTLPTraceExporter,
    json: json.OTLPTraceExporter,
    protobuf: protobuf.OTLPTraceExporter,
  };
  return { NodeSDK, resources, tracing, exporters };
}

export type SdkPackages = Awaited<ReturnType<typeof loadSdkPackages>>;

/** Whether loading failed because a package is not installed. Turbopack repeats Node's message alone. */
export function isNotInstalled(error: unknown): boolean {
  return causesOf(error).some(({ message }) => /Cannot find (module|package) /.test(message));
}
