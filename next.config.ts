import { join } from "node:path";
import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from "next/constants.js";
import { readMigrations } from "@/lib/db/migrations/migration-files";
import { copiedBodyBytes, serverActionBodyBytes } from "./lib/security/body-limits";

/**
 * What `proxy.ts` gives to every page, for the files that it does not see. They are made when the
 * app is built, which does not know its address: on http browsers ignore the request for https
 * (RFC 6797, section 8.1).
 */
const fileHeaders = Object.entries({
  "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000",
}).map(([key, value]) => ({ key, value }));

/**
 * Vercel runs `proxy.ts` apart from the server that would take a client's own mark off a request, and
 * this before it. That server sets the mark itself: lib/server/proxy-bypass.ts.
 */
const markedByClient = {
  source: "/:path*",
  has: [{ type: "header" as const, key: "x-foyer-prepared-ahead" }],
  destination: "/refused",
  statusCode: 303 as const,
};

const config: NextConfig = {
  // Loaded by Node itself, and only if it is: see lib/telemetry/start.ts.
  serverExternalPackages: [
    "@opentelemetry/sdk-node",
    "@opentelemetry/exporter-trace-otlp-grpc",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/exporter-trace-otlp-proto",
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  // Both limits are in lib/security/body-limits.ts, since `proxy.ts` has to know them too.
  experimental: {
    proxyClientMaxBodySize: copiedBodyBytes,
    serverActions: { bodySizeLimit: serverActionBodyBytes },
  },
  // Without the tests and scripts, whose packages a production install leaves out.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  redirects: async () => (process.env.VERCEL ? [markedByClient] : []),
  headers: async () =>
    ["/_next/static/:path*", "/_next/image", "/icon.svg"].map((source) => ({
      source,
      headers: fileHeaders,
    })),
};

/**
 * Pages whose files end in .dev.tsx are there while the app is developed, and in no build:
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/pageExtensions
 */
const pageExtensions = ["tsx", "ts"];

/**
 * Beside the build that `npm start` serves, a folder that runs by itself, for images: see
 * docs/deploy/docker.md. Asked for by builds alone, since `next start` warns of it; Vercel packs its own.
 */
const output = process.env.VERCEL ? undefined : "standalone";

/** What lib/db/migrations/build-migrations.ts reads. A folder that contradicts itself stops the build. */
function env() {
  const migrations = readMigrations(join(process.cwd(), "drizzle"));
  return { ...config.env, FOYER_MIGRATIONS: JSON.stringify(migrations) };
}

export default function nextConfig(phase: string): NextConfig {
  switch (phase) {
    case PHASE_DEVELOPMENT_SERVER:
      return { ...config, pageExtensions: ["dev.tsx", ...pageExtensions], env: env() };
    case PHASE_PRODUCTION_BUILD:
      return { ...config, pageExtensions, output, env: env() };
    default:
      return { ...config, pageExtensions };
  }
}
