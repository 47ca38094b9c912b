import "server-only";
import { once } from "node:events";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { env } from "@/lib/env/env";
import { refuseLongBody } from "@/lib/gate/body-limit";
import { gate, type Verdict } from "@/lib/gate/gate";
import { bodyDeadlineMilliseconds } from "@/lib/gate/read-body";
import { isUngated } from "@/lib/gate/ungated";
import { runWithActionCall } from "@/lib/http/action-call";
import { contextHeaders } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { bodyLimitFor } from "@/lib/security/body-limit-for";
import { routeBodyBytes } from "@/lib/security/body-limits";
import { isProxied } from "@/lib/security/builder-proxy";
import { expiredCookie, flashCookieName } from "@/lib/security/cookies";
import type { BodyRead } from "@/lib/security/server-action-body";
import { hasBody } from "@/lib/server/body-timeout";
import { limitBody } from "@/lib/server/limit-body";
import { isNextServer } from "@/lib/server/next-server";
import { readAhead, withBody } from "@/lib/server/read-ahead";
import { replaceResponse, writeHead } from "@/lib/server/replace-response";
import { pathnameOf } from "@/lib/server/request-target";
import { findUnread } from "@/lib/server/unread-action";

/**
 * Puts the gate in front of the server that Next.js has started: each request passes it before Next.js
 * knows of it. `proxy.hosted.ts` takes its place in builds for hosts that have no such server. A
 * builder's own server is left alone.
 *
 * Tracing agents wrap `emit` in the same way. Requests that come before this runs wait: see
 * early-requests.ts. Limit: under plain `next start` they don't, and get the page of an error.
 */
export function guardServer(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]) {
    if (event !== "request" || !isNextServer(this))
      return Reflect.apply(emit, this, [event, ...args]) as boolean;
    const [request, response] = args as [IncomingMessage, ServerResponse];
    const pass = (passed: IncomingMessage) =>
      Reflect.apply(emit, this, [event, passed, response]) as boolean;
    for (const name of Object.values(contextHeaders)) delete request.headers[name];
    const pathname = pathnameOf(request);
    if (exceedsLimit(pathname, request, response)) return true;
    if (isUngated(pathname)) return pass(request);
    void admit(request, response, pass);
    return true;
  };
}

/**
 * Refuses a request of the builder's whose Content-Length says too much. Without one, counts the body from
 * its first byte on.
 */
function exceedsLimit(
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (!hasBody(request)) return false;
  const maxBytes = bodyLimitFor(pathname, isProxied(pathname) ? routeBodyBytes : null);
  if (maxBytes === null) return false;
  const refuse = () => {
    const refusal = refuseLongBody(toWebRequest(request), maxBytes);
    refusal.headers.set("connection", "close");
    return refusal;
  };
  const length = request.headers["content-length"];
  if (length === undefined) limitBody(request, response, { maxBytes, refuse });
  const isLonger = Number(length) > maxBytes;
  if (isLonger) void send(refuse(), request, response);
  return isLonger;
}

async function admit(
  request: IncomingMessage,
  response: ServerResponse,
  pass: (passed: IncomingMessage) => void,
): Promise<void> {
  let body: BodyRead | undefined;
  let verdict: Verdict;
  try {
    verdict = await gate(toWebRequest(request), async (maxBytes) => {
      body = await readAhead(request, maxBytes);
      return body;
    });
    // A body that got too long meanwhile has had its response.
    if (response.headersSent) return;
    if (verdict.refusal) return await send(verdict.refusal, request, response);
    apply(verdict, request, response);
  } catch (error) {
    log.error({ event: "gate.failed", error });
    response.statusCode = 500;
    response.end();
    return;
  }
  const passed = Buffer.isBuffer(body) ? withBody(request, body) : request;
  passWatched(verdict, response, () => pass(passed));
}

function apply(verdict: Verdict, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(verdict.requestHeaders)) {
    if (value === null) delete request.headers[name];
    else request.headers[name] = value;
  }
  for (const [name, value] of Object.entries(verdict.responseHeaders))
    response.setHeader(name, value);
  if (verdict.showsFlash) response.appendHeader("set-cookie", expiredCookie(flashCookieName()));
}

/** Passes a request on to Next.js, and replaces a response of Next.js that shows nothing. */
function passWatched(verdict: Verdict, response: ServerResponse, pass: () => void): void {
  const { answerUnread, answerMissing } = verdict;
  if (answerUnread) {
    const call = { hasStarted: false };
    replaceResponse(response, () => {
      const problem = findUnread(response, call);
      return problem && answerUnread(problem);
    });
    runWithActionCall(call, pass);
    return;
  }
  if (answerMissing)
    replaceResponse(response, () => (isMissingPage(response) ? answerMissing() : null));
  pass();
}

function isMissingPage(response: ServerResponse): boolean {
  const isDocument = String(response.getHeader("content-type")).startsWith("text/html");
  return response.statusCode === 404 && isDocument;
}

async function send(
  refusal: Response,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  writeHead(refusal, response);
  const body = Buffer.from(await refusal.arrayBuffer());
  if (refusal.status === 408) response.setHeader("connection", "close");
  else await drain(request);
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Clients read the response once they have sent everything; until then, a closed connection loses it. */
async function drain(request: IncomingMessage): Promise<void> {
  if (request.complete) return;
  request.resume();
  const signal = AbortSignal.timeout(bodyDeadlineMilliseconds);
  await Promise.race(["end", "close"].map((event) => once(request, event, { signal }))).catch(
    () => {},
  );
}

/** Without its body, which the route reads. */
function toWebRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return new Request(`${env().origin}${request.url ?? "/"}`, {
    method: webMethod(request.method),
    headers,
  });
}

/** `Request` forbids these (https://fetch.spec.whatwg.org/#methods); no route accepts them either. */
function webMethod(method = "GET"): string {
  return ["CONNECT", "TRACE", "TRACK"].includes(method) ? "PURGE" : method;
}
