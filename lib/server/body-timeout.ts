import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { maxBodyBytes } from "@/lib/security/body-size";
import { isBuilderRoute } from "@/lib/security/own-routes";
import { bodyDeadlineMilliseconds } from "@/lib/security/server-action-body";

/** Lets `proxy.ts` respond first: its own timer starts a moment later. */
const graceMilliseconds = 1_000;

/**
 * Ends a body that has not arrived in time, and closes the connection after the response. Next.js
 * waits for the end of every body before it responds, even if nothing reads it. What exceeds the limit
 * is not kept in memory either: `proxy.ts` rejects a body once it has seen more than the limit.
 *
 * A body for the builder's routes has the five minutes that Node grants, unless it exceeds the limit:
 * ended early, it would reach them truncated.
 *
 * Limit: Node itself cuts off headers that never end, after a minute and a half at most
 * (https://nodejs.org/api/http.html#serverheaderstimeout).
 */
export function enforceBodyTimeout(
  milliseconds = bodyDeadlineMilliseconds + graceMilliseconds,
): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (!hasBody(request)) return;
    const [pathname = "/"] = (request.url ?? "/").split("?", 1);
    const maxBytes = maxBodyBytes(pathname);
    let timer: NodeJS.Timeout | undefined;
    const startTimer = () => {
      timer ??= setTimeout(() => endBody(request, response), milliseconds);
    };
    if (!isBuilderRoute(pathname) || isLongerThan(maxBytes, request.headers)) startTimer();
    dropBeyond(maxBytes, request, startTimer);
    response.once("close", () => {
      if (request.complete) clearTimeout(timer);
    });
  });
}

function isLongerThan(maxBytes: number, headers: IncomingMessage["headers"]): boolean {
  return Number(headers["content-length"]) > maxBytes;
}

/** Passes on the body up to and including the chunk that exceeds the limit, and drops the rest. */
function dropBeyond(maxBytes: number, request: IncomingMessage, onExceeded: () => void): void {
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk === null) return push(chunk);
    if (bytes > maxBytes) return true;
    bytes += chunk.length;
    if (bytes > maxBytes) onExceeded();
    return push(chunk, encoding);
  };
}

/** RFC 9112, section 6.3: a request with neither header has no body. */
function hasBody({ headers }: IncomingMessage): boolean {
  return "transfer-encoding" in headers || Number(headers["content-length"]) > 0;
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
