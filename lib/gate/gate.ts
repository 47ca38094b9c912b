import { env } from "@/lib/env/env";
import { nothingHere, tooManyHeaders } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { type Decision, decideForRoute, type Facts } from "@/lib/gate/decide-for-route";
import { applyHeaders, withHeaders } from "@/lib/gate/headers";
import { gateMark } from "@/lib/gate/mark";
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { contextHeaders, tooManyHeadersName } from "@/lib/http/request-context";
import { flashCookieName, readCookie } from "@/lib/security/cookies";
import { foyerRoute, retryPages } from "@/lib/security/foyer-routes";
import { percentDecode } from "@/lib/security/percent-decode";
import { isSameOrigin } from "@/lib/security/same-origin";
import type { ReadBody, UnreadProblem } from "@/lib/security/server-action-body";

/** What becomes of a request. */
export type Verdict = {
  /** Headers for pages and routes, to set on the request or, if null, to remove from it. */
  requestHeaders: Record<string, string | null>;
  /** Headers of the response, whoever gives it. */
  responseHeaders: Record<string, string>;
  /** The response, if the request goes no further. */
  refusal: Response | null;
  /**
   * For a call of an action of Foyer's: the response in place of Next.js's if the action never starts,
   * since then Next.js couldn't read its arguments. Logs the refusal.
   */
  answerUnread?: (problem: UnreadProblem) => Response;
  /**
   * For a page of Foyer's: the response in place of Next.js's document if the page finds nothing. Next.js
   * sends an empty one, which only its scripts fill.
   */
  answerMissing?: () => Response;
  /** Whether the page shows the message that the last request left, so that its cookie has to expire. */
  showsFlash: boolean;
};

/**
 * Decides on a request before pages and routes see it, and gives it a reference for the log, a nonce for
 * the CSP and security headers. It is strict about Foyer's routes alone, and never authorises; each page
 * checks for itself. Where it stands: docs/decisions/030-request-gate.md.
 *
 * @param request - its body is not read
 * @param readBody - reads the body, and leaves it for the route
 */
export async function gate(request: Request, readBody: ReadBody): Promise<Verdict> {
  const { pathname, search } = new URL(request.url);
  const created = createProxyHeaders(`${pathname}${search}`);
  const flash = isForPage(request, pathname)
    ? readCookie(request.headers.get("cookie"), flashCookieName())
    : null;
  const requestHeaders = {
    ...created.requestHeaders,
    [contextHeaders.gate]: gateMark(),
    [contextHeaders.flash]: flash,
    // Next.js itself refuses a server action with the origin "null": see `isSameOrigin`.
    ...(mayBeAction(request, pathname) && { origin: env().origin }),
  };
  const headers = applyHeaders(request.headers, requestHeaders);
  const { responseHeaders } = created;
  const { refusal, answerUnread, answerMissing } = await decide(
    { request, pathname, headers, readBody },
    flash,
  );
  return {
    requestHeaders,
    responseHeaders,
    refusal: refusal && withHeaders(refusal, responseHeaders),
    answerUnread:
      answerUnread && ((problem) => withHeaders(answerUnread(problem), responseHeaders)),
    answerMissing: answerMissing && (() => withHeaders(answerMissing(), responseHeaders)),
    showsFlash: flash !== null && !retryPages.includes(pathname),
  };
}

async function decide(facts: Facts, flash: string | null): Promise<Decision> {
  const { request, pathname, headers } = facts;
  // Next.js responds with 500 if it cannot decode a path for a dynamic route.
  if (percentDecode(pathname) === null)
    return { refusal: refuseRequest(request, nothingHere, headers) };
  if (headers.has(tooManyHeadersName))
    return { refusal: refuseRequest(request, tooManyHeaders, headers, "too-many-headers") };
  const route = foyerRoute(pathname);
  const decision = route && (await decideForRoute(route, facts));
  if (decision?.refusal) return decision;
  // Only a document can show a message once, since only its response can expire the cookie. And only
  // the browser itself can be told to wait, since Next.js requests in its place, from another address.
  // Given a response that it cannot use, the client's router loads the document instead. (Next.js
  // removes its own "rsc" header before this; the browser's Sec-Fetch headers say the same.)
  const isForDocument = flash !== null || retryPages.includes(pathname);
  if (isForDocument && isFetched(request)) return { refusal: new Response(null, { status: 204 }) };
  return decision ?? { refusal: null };
}

function mayBeAction({ method, headers }: Request, pathname: string): boolean {
  const isToPage = method === "POST" && !pathname.startsWith("/api/");
  return isToPage && headers.get("origin") === "null" && isSameOrigin(headers);
}

/** A document, or the router's request in place of one. Old browsers send no destination. */
function isForPage({ method, headers }: Request, pathname: string): boolean {
  const destination = headers.get("sec-fetch-dest") ?? "document";
  return (
    method === "GET" && !pathname.startsWith("/api/") && ["document", "empty"].includes(destination)
  );
}

/** Whether a script made the request: the client's router, or Next.js in its place. */
function isFetched({ headers }: Request): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  return headers.get("sec-fetch-dest") === "empty" || mode !== "navigate";
}
