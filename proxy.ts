import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import {
  bodyTooLong,
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
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { contextHeaders, requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { isBodyTooLong, maxBodyBytes } from "@/lib/security/body-size";
import { cookieOptions, flashCookieName, readCookie } from "@/lib/security/cookies";
import { foyerRoute, retryPages } from "@/lib/security/foyer-routes";
import { percentDecode } from "@/lib/security/percent-decode";
import { isSameOrigin } from "@/lib/security/same-origin";
import {
  type BodyProblem,
  findAuthBodyProblem,
  findBodyProblem,
} from "@/lib/security/server-action-body";

/**
 * Runs before pages and routes: adds a reference for the log, a nonce for the CSP, security headers, and
 * the message that the last request left. It never authorises; each page checks for itself.
 *
 * Requests that it would pass through unchanged skip it where `lib/server/proxy-bypass.ts` has handled
 * them.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const { requestHeaders, responseHeaders } = createProxyHeaders(`${pathname}${search}`);
  const flash = isForPage(request) ? readFlashCookie(request) : null;
  const headers = new Headers({ ...Object.fromEntries(request.headers), ...requestHeaders });
  // Next.js itself refuses a server action with the origin "null": see `isSameOrigin`.
  const mayBeAction = request.method === "POST" && !pathname.startsWith("/api/");
  if (mayBeAction && headers.get("origin") === "null" && isSameOrigin(headers))
    headers.set("origin", env().origin);
  if (flash) headers.set(contextHeaders.flash, flash);
  else headers.delete(contextHeaders.flash);
  const response = await respond(request, headers, flash);
  for (const [name, value] of Object.entries(responseHeaders)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: [
    {
      // Next.js would cut a long body short for the builder's API, so this doesn't run there.
      source:
        "/((?!_next/static/|_next/image$|icon\\.svg$|api/(?!auth(?:/|$)|health/?$|clean-up/?$)).*)",
      missing: [{ type: "header", key: "x-foyer-prepared-ahead" }],
    },
  ],
};

/** `isPassedThrough` in lib/server/proxy-bypass.ts must be false for every GET that this treats specially. */
async function respond(
  request: NextRequest,
  headers: Headers,
  flash: string | null,
): Promise<Response> {
  const { pathname } = request.nextUrl;
  // Next.js responds with 500 if it cannot decode a path for a dynamic route.
  if (percentDecode(pathname) === null) return refuseRequest(request, nothingHere, headers);
  if (request.headers.has(contextHeaders.tooManyHeaders))
    return refuseRequest(request, tooManyHeaders, headers, "too-many-headers");
  const route = foyerRoute(pathname);
  if (route?.methods && !route.methods.includes(request.method)) {
    const response = refuseRequest(request, unknownMethod, headers);
    response.headers.set("allow", route.methods.join(", "));
    return response;
  }
  if (route && isFromAnotherSite(request)) {
    log.warn({ event: "request.cross-site", ...requestFields(headers), path: pathname });
    return request.headers.has("next-action")
      ? sendRouterTo("/refused")
      : failureResponse(crossSite(env().origin), headers);
  }
  if (request.method === "POST" && (route?.isPage || isAuthForm(pathname))) {
    const problem = await (route?.isPage ? findBodyProblem(request) : findAuthBodyProblem(request));
    if (problem)
      return refuseBody(request, problem, headers, route?.isPage ? undefined : "/sign-in");
  } else if (await isBodyTooLong(request, maxBodyBytes(pathname))) {
    return refuseRequest(request, bodyTooLong(maxBodyBytes(pathname)), headers, "too-large");
  }
  // Only a document can show a message once, since only its response can expire the cookie. And only
  // the browser itself can be told to wait, since Next.js requests in its place, from another address.
  // Given a response that it cannot use, the client's router loads the document instead. (Next.js
  // removes its own "rsc" header before this; the browser's Sec-Fetch headers say the same.)
  const isRetryPage = retryPages.includes(pathname);
  if ((flash || isRetryPage) && isFetched(request)) {
    return new Response(null, { status: 204 });
  }

  const response = NextResponse.next({ request: { headers } });
  if (flash && !isRetryPage) {
    response.cookies.set(flashCookieName(), "", { ...cookieOptions(), maxAge: 0 });
  }
  return response;
}

const bodyFailures = {
  "too-large": tooLarge,
  "too-slow": tooSlow,
  unreadable: unreadableForm,
  outdated: outdatedForm,
};

/** @param form - the page that has the form */
function refuseBody(
  request: NextRequest,
  problem: BodyProblem,
  headers: Headers,
  form = `${request.nextUrl.pathname}${request.nextUrl.search}`,
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

/** A document, or the router's request in place of one. Old browsers send no destination. */
function isForPage(request: NextRequest): boolean {
  const destination = request.headers.get("sec-fetch-dest") ?? "document";
  return (
    request.method === "GET" &&
    !request.nextUrl.pathname.startsWith("/api/") &&
    ["document", "empty"].includes(destination)
  );
}

/** Whether a script made the request: the client's router, or Next.js in its place. */
function isFetched({ headers }: NextRequest): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  return headers.get("sec-fetch-dest") === "empty" || mode !== "navigate";
}

/** Leaves out the API: our routes there reject all such requests, a builder's check for themselves. */
function isFromAnotherSite(request: NextRequest): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  return !request.nextUrl.pathname.startsWith("/api/") && !isSameOrigin(request.headers);
}

function readFlashCookie(request: NextRequest): string | null {
  return readCookie(request.headers.get("cookie"), flashCookieName());
}
