import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { maxBodyBytes } from "@/lib/security/body-size";
import { isBuilderRoute } from "@/lib/security/own-routes";
import { bodyDeadlineMilliseconds } from "@/lib/security/server-action-body";

/** For `proxy.ts` to answer, whose own wait begins a moment later. */
const graceMilliseconds = 1_000;

/**
 * Ends a body that is still not there after its time, and the connection with its answer. Next
 * waits for the end of every body before it answers, also where nobody reads it. A body that is too
 * long is not kept in memory either: `proxy.ts` rejects it once it has seen more than the limit.
 *
 * A body for the builder's routes has all the time that Node grants (five minutes), unless it is
 * too long: ended early, it would reach them cut off.
 *
 * Limit: headers that never end are Node's to cut off, after a minute and a half at
 * most (https://nodejs.org/api/http.html#serverheaderstimeout).
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

/** Passes on what is within the limit and the chunk that exceeds it, and drops what follows. */
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

/** RFC 9112, section 6.3: a request with neither header has none. */
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
  // Else Node takes the end for a client that hung up, and there is nobody left to answer.
  request.complete = true;
  request.push(null);
}
