import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { bodyDeadlineMilliseconds } from "@/lib/gate/read-body";
import { serverActionBodyBytes } from "@/lib/security/body-limits";
import { foyerRoute } from "@/lib/security/foyer-routes";
import { hasTooManyHeaders } from "@/lib/server/header-count";
import { isNextServer } from "@/lib/server/next-server";
import { pathnameOf } from "@/lib/server/request-target";

/** Lets the gate respond first: its own timer starts a moment later. */
const graceMilliseconds = 1_000;

/**
 * Ends the body of a request to one of Foyer's pages that has not arrived in time, and closes the
 * connection after the response. Next.js waits for the end of every body before it responds, even if
 * nothing reads it. What exceeds the limit is not kept in memory either: the gate rejects a body once
 * it has seen more than the limit.
 *
 * Bodies for the builder's routes and servers are left alone. Cut here, they would arrive truncated
 * where no proxy runs. They have the five minutes that Node grants.
 *
 * Limit: Node itself cuts off headers that never end, after a minute and a half at most
 * (https://nodejs.org/api/http.html#serverheaderstimeout).
 */
export function enforceBodyTimeout(
  milliseconds = bodyDeadlineMilliseconds + graceMilliseconds,
): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as RequestStart;
    if (!isNextServer(server) || !hasBody(request)) return;
    const route = foyerRoute(pathnameOf(request));
    if (!route) return;
    const timer = setTimeout(
      () => endBody(request, response),
      route.body?.deadlineMilliseconds ?? milliseconds,
    );
    dropBeyond(route.body?.maxBytes ?? serverActionBodyBytes, request);
    response.once("close", () => {
      if (request.complete) clearTimeout(timer);
    });
  });
}

/** Passes on the body up to and including the chunk that exceeds the limit, and drops the rest. */
function dropBeyond(maxBytes: number, request: IncomingMessage): void {
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk === null) return push(chunk);
    if (bytes > maxBytes) return true;
    bytes += chunk.length;
    return push(chunk, encoding);
  };
}

/** RFC 9112, section 6.3: a request with neither header has no body, unless Node has dropped them. */
export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  return (
    "transfer-encoding" in headers ||
    Number(headers["content-length"]) > 0 ||
    hasTooManyHeaders(request)
  );
}

function endBody(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  if (response.writableEnded) {
    request.socket.destroy();
    return;
  }
  if (!response.headersSent) response.setHeader("connection", "close");
  // Otherwise Node takes the end for a client that hung up, and closes the connection too early.
  request.complete = true;
  request.push(null);
}

/** https://nodejs.org/api/diagnostics_channel.html#event-httpserverrequeststart */
type RequestStart = { request: IncomingMessage; response: ServerResponse; server: Server };
