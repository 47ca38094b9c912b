import { existsSync } from "node:fs";
import { join } from "node:path";
import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from "next/constants.js";
import { configuredBrand } from "@/lib/config/brand";
import { config as foyerConfig } from "@/lib/config/config";
import { readMigrations } from "@/lib/db/migrations/migration-files";
import { copiedBodyBytes, serverActionBodyBytes } from "./lib/security/body-limits";

/**
 * The security headers for the files that the gate does not see. The build does not know the
 * app's address, so they always ask for https; over http, browsers ignore that (RFC 6797, section 8.1).
 */
const fileHeaders = Object.entries({
  "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "strict-transport-security": "max-age=31536000",
}).map(([key, value]) => ({ key, value }));

/** Drawn by the build from the brand in `foyer.config.ts`. */
const brandFiles = ["/icon", "/apple-icon", "/manifest.webmanifest", "/brand/opengraph-image"];

/** Node itself loads these, and only if telemetry is on: see lib/telemetry/start.ts. */
const telemetryPackages = [
  "@opentelemetry/sdk-node",
  "@opentelemetry/exporter-trace-otlp-grpc",
  "@opentelemetry/exporter-trace-otlp-http",
  "@opentelemetry/exporter-trace-otlp-proto",
];

/**
 * Node itself loads these too in development. The compiler would read them once for the start and once for
 * the first page: 14 instead of 23 seconds of CPU time until the first page (2026-11-29).
 */
const developmentPackages = [
  "drizzle-orm",
  "jose",
  "postgres",
  "rate-limiter-flexible",
  "undici",
  "zod",
];

const config: NextConfig = {
  serverExternalPackages: telemetryPackages,
  // What lib/pictures/encode-picture.ts imports where the build doesn't see it.
  outputFileTracingIncludes: {
    "/account/picture": ["./node_modules/sharp/**/*", "./node_modules/@img/**/*"],
  },
  // All that next-intl's plugin would do here. Importing that takes 60 ms at each start.
  turbopack: { resolveAlias: { "next-intl/config": "./lib/i18n/next-intl-config.ts" } },
  poweredByHeader: false,
  reactStrictMode: true,
  // Both limits are in lib/security/body-limits.ts, since the gate has to know them too.
  experimental: {
    // For app/global-not-found.tsx.
    globalNotFound: true,
    // The first response would wait for them: lib/server/preload-pages.ts loads them after it.
    preloadEntriesOnStart: false,
    proxyClientMaxBodySize: copiedBodyBytes(Object.values(foyerConfig().bodyLimits)),
    serverActions: { bodySizeLimit: serverActionBodyBytes },
  },
  // Leaves out tests and scripts, whose packages a production install does not have.
  typescript: { tsconfigPath: "tsconfig.build.json" },
  headers: async () =>
    ["/_next/static/:path*", "/_next/image", ...brandFiles].map((source) => ({
      source,
      headers: fileHeaders,
    })),
};

/**
 * Pages whose files end in .dev.tsx exist only in development, and `proxy.hosted.ts` only there and on
 * Vercel, unless the builder has a `proxy.ts`, which then composes the gate (docs/recipes/proxy.md): https://nextjs.org/docs/app/api-reference/config/next-config-js/pageExtensions
 */
const pageExtensions = ["tsx", "ts"];
const hasOwnProxy = existsSync(join(process.cwd(), "proxy.ts"));
const hostedExtensions = hasOwnProxy ? pageExtensions : ["hosted.ts", ...pageExtensions];
const buildExtensions = process.env.VERCEL ? hostedExtensions : pageExtensions;

/**
 * Adds a self-contained folder for container images to the build that `npm start` serves: see
 * docs/deploy/docker.md. Only set in builds, since `next start` warns of it; Vercel packages its own.
 */
const output = process.env.VERCEL ? undefined : "standalone";

/**
 * For lib/brand.ts and lib/db/migrations/build-migrations.ts. An inconsistent folder of migrations fails
 * the build.
 */
function env() {
  const migrations = readMigrations(join(process.cwd(), "drizzle"));
  return {
    ...config.env,
    FOYER_BRAND: JSON.stringify(configuredBrand()),
    FOYER_MIGRATIONS: JSON.stringify(migrations),
  };
}

/** @throws Error when a setting in `foyer.config.ts` is wrong */
export default function nextConfig(phase: string): NextConfig {
  foyerConfig();
  switch (phase) {
    case PHASE_DEVELOPMENT_SERVER:
      return {
        ...config,
        serverExternalPackages: [...telemetryPackages, ...developmentPackages],
        pageExtensions: ["dev.tsx", ...hostedExtensions],
        // With it, a page that is opened for the first time gets the modules of an earlier page as they were
        // before an edit: a new function is "not a function", and a new message is its key (Next.js 16.4.6).
        experimental: { ...config.experimental, turbopackServerFastRefresh: false },
        env: env(),
      };
    case PHASE_PRODUCTION_BUILD:
      return { ...config, pageExtensions: buildExtensions, output, env: env() };
    default:
      return { ...config, pageExtensions: buildExtensions };
  }
}
