import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";
import { endSocketsWithoutRequest } from "@/lib/server/idle-sockets";

/**
 * A sign-in has its answer within that time. With what follows it stays below the ten seconds that
 * Docker grants: https://docs.docker.com/reference/cli/docker/container/stop/
 */
const maxDrainMilliseconds = 8_500;
/** For what remains to be done once nobody waits any more. */
const maxFinishMilliseconds = 1_000;

const state = () => globalSingleton("shutdown", () => ({ begun: false }));

/** Whether this process was told to end, and takes nothing new. */
export function isShuttingDown(): boolean {
  return state().begun;
}

/**
 * Completes what Next does upon SIGTERM and SIGINT: it stops listening, lets requests and what they
 * left to do afterwards finish, and exits (`cleanup` in next/dist/server/lib/start-server.js). It
 * waits without end, for idle browsers too, and says nothing to those who have work of their own.
 *
 * @param finish - what is left to do before the exit
 */
export function finishOnShutdown(finish: () => Promise<void>): void {
  const underway = noteRequests();
  const endIdleSockets = endSocketsWithoutRequest();
  const begin = (signal: NodeJS.Signals) => {
    if (state().begun) return;
    state().begun = true;
    log.info({ event: "shutdown.started", signal, requests: underway.size });
    for (const response of underway) sayGoodbye(response);
    exitAfter(finish);
    endIdleSockets();
    setTimeout(() => {
      log.warn({ event: "shutdown.forced", requests: underway.size });
      process.exit(exitCodes[signal]);
    }, maxDrainMilliseconds).unref();
  };
  process.on("SIGTERM", begin);
  process.on("SIGINT", begin);
}

/** As Next has them: 128 and the signal's number. */
const exitCodes: Partial<Record<NodeJS.Signals, number>> = { SIGTERM: 143, SIGINT: 130 };

function noteRequests(): Set<ServerResponse> {
  const underway = new Set<ServerResponse>();
  // https://nodejs.org/api/diagnostics_channel.html#http
  subscribe("http.server.request.start", (message) => {
    const { response } = message as { response: ServerResponse };
    underway.add(response);
    response.once("close", () => underway.delete(response));
    if (isShuttingDown()) sayGoodbye(response);
  });
  return underway;
}

/** Else the browser would keep its connection, and Node the process, for some seconds more. */
function sayGoodbye(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

/** Next's last line is an exit, and nothing that takes time can follow one. */
function exitAfter(finish: () => Promise<void>): void {
  const exit = process.exit.bind(process);
  let finished: Promise<unknown> | undefined;
  const exitOnce = (code?: number | string | null) => {
    finished ??= Promise.race([finish().catch(noteFailure), inTime()]);
    void finished.then(() => exit(code));
  };
  process.exit = exitOnce as typeof process.exit;
}

const inTime = () => new Promise((resolve) => setTimeout(resolve, maxFinishMilliseconds));

function noteFailure(error: unknown): void {
  log.warn({ event: "shutdown.unfinished", error });
}
