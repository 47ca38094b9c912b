import "server-only";
import { join } from "node:path";
import { configuredProviders } from "@/lib/auth/providers/registry";
import { closeDatabase } from "@/lib/db/driver/client";
import { describeError } from "@/lib/describe-error";
import { EnvironmentError, env, shareEnv } from "@/lib/env/env";
import { isActionPending } from "@/lib/http/action-call";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { requireKnownIssuers } from "@/lib/server/account-issuers";
import { enforceBodyTimeout } from "@/lib/server/body-timeout";
import { releaseEarlyRequests } from "@/lib/server/early-requests";
import { afterFirstResponse } from "@/lib/server/first-response";
import { guardServer } from "@/lib/server/front-gate";
import { markAbsurdHeaderCounts } from "@/lib/server/header-count";
import { warnOfOpenProxy } from "@/lib/server/open-proxy";
import { preloadPages } from "@/lib/server/preload-pages";
import { reduceRequestTargets } from "@/lib/server/request-target";
import { dropUnreadableRouterStates } from "@/lib/server/router-state";
import { finishOnShutdown } from "@/lib/server/shutdown";
import { recordSocketAddress } from "@/lib/server/socket-address";
import { muteUnreadErrors } from "@/lib/server/unread-action";
import { servePlainUpgrades } from "@/lib/server/upgrade-requests";
import { warmUp } from "@/lib/server/warm-up";
import { startTelemetry } from "@/lib/telemetry/start";

/**
 * Checks the environment and prepares the server; exits with one message if a variable is wrong, or a
 * provider is another server than its accounts are of.
 */
export async function boot(): Promise<void> {
  requireEnvironment();
  try {
    await prepareServer();
  } finally {
    releaseEarlyRequests();
  }
}

async function prepareServer(): Promise<void> {
  const stopTelemetry = await startTelemetry();
  warnOfWeakSettings();
  recordSocketAddress();
  reduceRequestTargets();
  dropUnreadableRouterStates();
  markAbsurdHeaderCounts();
  enforceBodyTimeout();
  // Vercel has no such server, and ends instances itself. In development, edits to the gate's code
  // would take effect only after a restart, and no request needs a graceful shutdown.
  const hasOwnServer = env().NODE_ENV === "production" && !env().VERCEL;
  if (hasOwnServer) {
    shareEnv();
    guardServer();
    muteUnreadErrors();
    servePlainUpgrades();
    finishOnShutdown(async () => {
      await Promise.allSettled([stopTelemetry(), closeDatabase(shutdownSeconds)]);
    });
  }
  await requireKnownIssuers();
  if (!hasOwnServer) return warmUp();
  afterFirstResponse(() => {
    warmUp();
    void preloadPages(join(process.cwd(), ".next/server"));
  });
}

/** By then no request is left, or none that still has time. */
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
      fix: "AUTH_URL begins with http://, so cookies and sign-ins can be read in transit. Use https.",
    });
  }
  warnOfOpenProxy();
  if (configuredProviders().length === 0) {
    log.warn({
      event: "boot.no-provider",
      fix: "No provider is set up, so no one can sign in. Set AUTH_GOOGLE_ID and AUTH_GOOGLE_SECRET, or the variables of another provider (docs/providers.md).",
    });
  }
}

type FailedRequest = {
  path: string;
  method: string;
  headers: Record<string, string | string[] | undefined>;
};

/**
 * Leaves out the query: a callback's carries a code and a state. Arguments of an action that Next.js
 * couldn't read are the request's fault, which the gate refuses with 400.
 */
export function logRequestError(error: unknown, request: FailedRequest): void {
  const plain = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const digest = (error as { digest?: unknown } | null)?.digest;
  // The gate has refused and logged it.
  if (describeError(error).some(({ name }) => name === "BodyTooLongError")) return;
  const fields = requestFields(new Headers(plain));
  const path = request.path.split("?")[0];
  if (isActionPending()) {
    log.warn({ event: "request.unread", ...fields, path, error });
    return;
  }
  log.error({
    event: "request.failed",
    ...fields,
    digest: typeof digest === "string" ? digest : undefined,
    method: request.method,
    path,
    error,
  });
}
