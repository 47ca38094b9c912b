// For builds where OpenTelemetry's optional packages are not installed: tsconfig.build.json alone
// includes this file, so that `npm run typecheck` knows their real types.
declare module "@opentelemetry/sdk-node";
declare module "@opentelemetry/exporter-trace-otlp-grpc";
declare module "@opentelemetry/exporter-trace-otlp-http";
declare module "@opentelemetry/exporter-trace-otlp-proto";
