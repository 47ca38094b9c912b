import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import {
  crossSite,
  nothingHere,
  openAgain,
  outdatedForm,
  tooLarge,
  tooManyHeaders,
  tooSlow,
  unknownMethod,
  unreadableForm,
} from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { gateMark } from "@/lib/gate/mark";
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { contextHeaders, requestFields, tooManyHeadersName } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { flashCookieName, readCookie } from "@/lib/security/cookies";
import { type FoyerRoute, foyerRoute, retryPages } from "@/lib/security/foyer-routes";
import { percentDecode } from "@/lib/security/percent-decode";
import { isSameOrigin } from "@/lib/security/same-origin";
import {
  type BodyProblem,
  findAuthBodyProblem,
  findBodyProblem,
  type ReadBody,
} from "@/lib/security/server-action-body";

/** What becomes of a request. */
export type Verdict = {
  /** Headers for pages and routes, to set on the request or, if null, to remove from it. */
  requestHeaders: Record<string, string | null>;
  /** Headers of the response, whoever gives it. */
  responseHeaders: Record<string, string>;
  /** The response, if the request goes no further. */
  refusal: Response | null;
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
  const refusal = await refuse({ request, pathname, headers, flash, readBody });
  const { responseHeaders } = created;
  for (const [name, value] of Object.entries(responseHeaders)) refusal?.headers.set(name, value);
  const showsFlash = flash !== null && !retryPages.includes(pathname);
  return { requestHeaders, responseHeaders, refusal, showsFlash };
}

/** A copy of a request's headers with those of a verdict. */
export function applyHeaders(headers: Headers, changes: Verdict["requestHeaders"]): Headers {
  const copy = new Headers(headers);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) copy.delete(name);
    else copy.set(name, value);
  }
  return copy;
}

type Facts = {
  request: Request;
  pathname: string;
  /** The request's headers with the reference and the nonce. */
  headers: Headers;
  flash: string | null;
  readBody: ReadBody;
};

async function refuse(facts: Facts): Promise<Response | null> {
  const { request, pathname, headers, flash } = facts;
  // Next.js responds with 500 if it cannot decode a path for a dynamic route.
  if (percentDecode(pathname) === null) return refuseRequest(request, nothingHere, headers);
  if (headers.has(tooManyHeadersName))
    return refuseRequest(request, tooManyHeaders, headers, "too-many-headers");
  const route = foyerRoute(pathname);
  const refusal = route && (await refuseForRoute(route, facts));
  if (refusal) return refusal;
  // Only a document can show a message once, since only its response can expire the cookie. And only
  // the browser itself can be told to wait, since Next.js requests in its place, from another address.
  // Given a response that it cannot use, the client's router loads the document instead. (Next.js
  // removes its own "rsc" header before this; the browser's Sec-Fetch headers say the same.)
  const isForDocument = flash !== null || retryPages.includes(pathname);
  return isForDocument && isFetched(request) ? new Response(null, { status: 204 }) : null;
}

async function refuseForRoute(
  { isPage, methods }: FoyerRoute,
  { request, pathname, headers, readBody }: Facts,
): Promise<Response | null> {
  if (methods && !methods.includes(request.method)) {
    const response = refuseRequest(request, unknownMethod, headers);
    response.headers.set("allow", methods.join(", "));
    return response;
  }
  if (isFromAnotherSite(request, pathname)) {
    log.warn({ event: "request.cross-site", ...requestFields(headers), path: pathname });
    return request.headers.has("next-action")
      ? sendRouterTo("/refused")
      : failureResponse(crossSite(env().origin), headers);
  }
  if (request.method !== "POST") return null;
  if (isPage) {
    const problem = await findBodyProblem(request, readBody);
    const { search } = new URL(request.url);
    return problem && refuseBody(request, problem, headers, `${pathname}${search}`);
  }
  if (!isAuthForm(pathname)) return null;
  const problem = await findAuthBodyProblem(readBody);
  return problem && refuseBody(request, problem, headers, "/sign-in");
}

const bodyFailures = {
  "too-large": tooLarge,
  "too-slow": tooSlow,
  unreadable: unreadableForm,
  outdated: outdatedForm,
};

/** @param form - the page that has the form */
function refuseBody(
  request: Request,
  problem: BodyProblem,
  headers: Headers,
  form: string,
): Response {
  const failure = bodyFailures[problem](openAgain(form));
  const response = refuseRequest(request, failure, headers, problem);
  // Next.js's own header: its client then throws an error that components/page/failure.tsx recognises.
  if (problem === "outdated") response.headers.set("x-nextjs-action-not-found", "1");
  return response;
}

/** The routes that our buttons to sign in and out post to. */
function isAuthForm(pathname: string): boolean {
  return /^\/api\/auth\/(signin\/[^/]+|signout)$/.test(pathname);
}

/**
 * A response that makes the client's router load another document. Of a rejected server action's own
 * response, the router would show nothing but "unexpected".
 */
function sendRouterTo(path: string): Response {
  return new Response(null, { status: 303, headers: { "x-action-redirect": `${path};push` } });
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

/** Leaves out the API, whose routes check for themselves. */
function isFromAnotherSite({ method, headers }: Request, pathname: string): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return !pathname.startsWith("/api/") && !isSameOrigin(headers);
}
