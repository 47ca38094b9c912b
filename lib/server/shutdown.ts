import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";
import { endSocketsWithoutRequest } from "@/lib/server/idle-sockets";

/**
 * A sign-in is finished within that time. With what follows, it stays below the ten seconds that
 * Docker grants: https://docs.docker.com/reference/cli/docker/container/stop/
 */
const maxDrainMilliseconds = 8_500;
/** For what is left to do after the last response. */
const maxFinishMilliseconds = 1_000;

const state = () => globalSingleton("shutdown", () => ({ begun: false }));

/** Whether this process was told to end and accepts no new connections. */
export function isShuttingDown(): boolean {
  return state().begun;
}

/**
 * Completes what Next.js does on SIGTERM and SIGINT: it stops listening, lets requests and the work they
 * left for afterwards finish, and exits (`cleanup` in next/dist/server/lib/start-server.js). It waits
 * without a limit, even for idle browsers, and has no hook for work of our own.
 *
 * @param finish - what is left to do before the exit
 */
export function finishOnShutdown(finish: () => Promise<void>): void {
  const inFlight = trackRequests();
  const endIdleSockets = endSocketsWithoutRequest();
  const begin = (signal: NodeJS.Signals) => {
    if (state().begun) return;
    state().begun = true;
    log.info({ event: "shutdown.started", signal, requests: inFlight.size });
    for (const response of inFlight) closeAfterResponse(response);
    exitAfter(finish);
    endIdleSockets();
    setTimeout(() => {
      log.warn({ event: "shutdown.forced", requests: inFlight.size });
      process.exit(exitCodes[signal]);
    }, maxDrainMilliseconds).unref();
  };
  process.on("SIGTERM", begin);
  process.on("SIGINT", begin);
}

/** As in Next.js: 128 plus the signal's number. */
const exitCodes: Partial<Record<NodeJS.Signals, number>> = { SIGTERM: 143, SIGINT: 130 };

function trackRequests(): Set<ServerResponse> {
  const inFlight = new Set<ServerResponse>();
  // https://nodejs.org/api/diagnostics_channel.html#http
  subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: ServerResponse };
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
    if (isShuttingDown()) closeAfterResponse(response);
  });
  return inFlight;
}

/** Otherwise the browser would keep its connection, and Node the process, for some seconds more. */
function closeAfterResponse(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

/** Next.js ends with `process.exit`, after which nothing asynchronous can run. This delays it. */
function exitAfter(finish: () => Promise<void>): void {
  const exit = process.exit.bind(process);
  let finished: Promise<unknown> | undefined;
  const exitOnce = (code?: number | string | null) => {
    finished ??= Promise.race([finish().catch(logFailure), timeout()]);
    void finished.then(() => exit(code));
  };
  process.exit = exitOnce as typeof process.exit;
}

const timeout = () => new Promise((resolve) => setTimeout(resolve, maxFinishMilliseconds));

function logFailure(error: unknown): void {
  log.warn({ event: "shutdown.unfinished", error });
}
