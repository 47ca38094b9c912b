import "server-only";
import { isRedirectProxy } from "@/lib/auth/authjs/redirect-proxy";
import { warmKeySet } from "@/lib/auth/oauth/jwks";
import { failedStep } from "@/lib/auth/oauth/provider-error";
import { configuredProviders, type Provider } from "@/lib/auth/providers/registry";
import { closeDatabase } from "@/lib/db/driver/client";
import { checkMigrations } from "@/lib/db/health/migrations";
import { EnvironmentError, env } from "@/lib/env/env";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { enforceBodyTimeout } from "@/lib/server/body-timeout";
import { bypassProxy } from "@/lib/server/proxy-bypass";
import { reduceRequestTargets } from "@/lib/server/request-target";
import { dropUnreadableRouterStates } from "@/lib/server/router-state";
import { finishOnShutdown } from "@/lib/server/shutdown";
import { recordSocketAddress } from "@/lib/server/socket-address";
import { servePlainUpgrades } from "@/lib/server/upgrade-requests";
import { startTelemetry } from "@/lib/telemetry/start";

/** Checks the environment, or ends the process with one message that says how to mend it. */
export async function boot(): Promise<void> {
  requireEnvironment();
  const stopTelemetry = await startTelemetry();
  warnOfWeakSettings();
  recordSocketAddress();
  reduceRequestTargets();
  dropUnreadableRouterStates();
  enforceBodyTimeout();
  // Vercel runs proxy.ts apart and ends instances by itself. In development edits of what the proxy
  // does would be seen upon a restart alone, and nobody waits for an end.
  if (env().NODE_ENV === "production" && !env().VERCEL) {
    bypassProxy();
    servePlainUpgrades();
    finishOnShutdown(async () => {
      await Promise.allSettled([stopTelemetry(), closeDatabase(shutdownSeconds)]);
    });
  }
  void warmProviders();
  // Logs what is missing, and spares the first visitor the wait. A request finds out again what fails.
  void checkMigrations().catch(() => {});
}

/** No request is left then, or none for which there is still time. */
const shutdownSeconds = 0.5;

function requireEnvironment(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`\n${error.message}\n\n`);
    process.exit(1);
  }
}

function warnOfWeakSettings(): void {
  const { hostname, protocol } = new URL(env().origin);
  if (protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
    log.warn({
      event: "boot.insecure-origin",
      fix: "AUTH_URL begins with http://: cookies and sign-ins can be read on the way. Use https.",
    });
  }
  if (isRedirectProxy()) warnOfOpenProxy();
  if (configuredProviders().length === 0) {
    log.warn({
      event: "boot.no-provider",
      fix: "Nobody can sign in: set AUTH_GOOGLE_ID and AUTH_GOOGLE_SECRET, or the variables of another provider (docs/providers.md).",
    });
  }
}

function warnOfOpenProxy(): void {
  const { AUTH_REDIRECT_PROXY_SECRET, AUTH_REDIRECT_PROXY_ORIGINS } = env();
  if (!AUTH_REDIRECT_PROXY_SECRET) {
    log.warn({
      event: "boot.redirect-proxy-shares-secret",
      fix: "Previews have to know AUTH_SECRET, which guards this deployment. Set AUTH_REDIRECT_PROXY_SECRET here and there, and give previews an AUTH_SECRET of their own.",
    });
  }
  if (!AUTH_REDIRECT_PROXY_ORIGINS) {
    log.warn({
      event: "boot.redirect-proxy-open",
      fix: "Sign-ins are passed on to any address that a preview names. Set AUTH_REDIRECT_PROXY_ORIGINS to theirs, such as https://app-*-team.vercel.app.",
    });
  }
}

/** Fetches endpoints and keys ahead of the first visitor. What fails is fetched when needed. */
async function warmProviders(): Promise<void> {
  await Promise.all(configuredProviders().map(warmProvider));
}

async function warmProvider(provider: Provider): Promise<void> {
  try {
    const { jwks_uri } = await provider.metadata();
    if (jwks_uri) await warmKeySet(jwks_uri);
  } catch (error) {
    log.warn({
      event: "boot.provider-not-warmed",
      provider: provider.id,
      step: failedStep(error),
      error,
    });
  }
}

type FailedRequest = {
  path: string;
  method: string;
  headers: Record<string, string | string[] | undefined>;
};

/** The query is left out: a callback's would carry a code and a state. */
export function logRequestError(error: unknown, request: FailedRequest): void {
  const plain = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const digest = (error as { digest?: unknown } | null)?.digest;
  log.error({
    event: "request.failed",
    ...requestFields(new Headers(plain)),
    digest: typeof digest === "string" ? digest : undefined,
    method: request.method,
    path: request.path.split("?")[0],
    error,
  });
}
