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
  tooSlow,
  unknownMethod,
  unreadableForm,
} from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { allowedMethods, retryPages } from "@/lib/http/allowed-methods";
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { contextHeaders, requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { isBodyTooLong, maxBodyBytes } from "@/lib/security/body-size";
import { cookieOptions, flashCookieName, readCookie } from "@/lib/security/cookies";
import { isBuilderRoute } from "@/lib/security/own-routes";
import { isSameOrigin } from "@/lib/security/same-origin";
import { type BodyProblem, findBodyProblem } from "@/lib/security/server-action-body";

/**
 * Before pages and routes: a reference for the log, a nonce for the CSP, security headers, and
 * the message that the last request left. It never decides who may see what; each page does.
 *
 * Requests that it would only pass on do not come here where `lib/server/proxy-bypass.ts` has
 * seen them first.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const { requestHeaders, responseHeaders } = createProxyHeaders(`${pathname}${search}`);
  const flash = isForPage(request) ? readFlashCookie(request) : null;
  const headers = new Headers({ ...Object.fromEntries(request.headers), ...requestHeaders });
  if (flash) headers.set(contextHeaders.flash, flash);
  else headers.delete(contextHeaders.flash);
  const response = await respond(request, headers, flash);
  for (const [name, value] of Object.entries(responseHeaders)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: [
    {
      source: "/((?!_next/static/|_next/image$|icon\\.svg$).*)",
      missing: [{ type: "header", key: "x-foyer-prepared-ahead" }],
    },
  ],
};

/** An opened page to which this has more to say must not be plain to `lib/server/proxy-bypass.ts`. */
async function respond(
  request: NextRequest,
  headers: Headers,
  flash: string | null,
): Promise<Response> {
  const { pathname } = request.nextUrl;
  // Next answers 500 when it cannot decode what a dynamic route is to match.
  if (!isDecodable(pathname)) return refuseRequest(request, nothingHere, headers);
  const allowed = allowedMethods(pathname);
  if (allowed && !allowed.includes(request.method)) {
    const response = refuseRequest(request, unknownMethod, headers);
    response.headers.set("allow", allowed.join(", "));
    return response;
  }
  if (isFromAnotherSite(request)) {
    const { pathname: path } = request.nextUrl;
    log.warn({ event: "request.cross-site", ...requestFields(headers), path });
    return request.headers.has("next-action")
      ? sendRouterTo("/refused")
      : failureResponse(crossSite(env().origin), headers);
  }
  if (request.method === "POST" && isOwnPage(pathname)) {
    const problem = await findBodyProblem(request);
    if (problem) return refuseBody(request, problem, headers);
  } else if (await isBodyTooLong(request, maxBodyBytes(pathname))) {
    return refuseRequest(request, bodyTooLong(maxBodyBytes(pathname)), headers, "too-large");
  }
  // Only a document can show a message once, since only its answer can expire the cookie; and only
  // the browser itself can be told to wait, since Next asks in its place and from another address.
  // Without an answer that it understands, the client's router loads the document instead. (Next
  // takes its own "rsc" header off before this; the browser's says the same.)
  const isOnTheWay = retryPages.includes(pathname);
  if ((flash || isOnTheWay) && isFetched(request)) {
    return new Response(null, { status: 204 });
  }

  const response = NextResponse.next({ request: { headers } });
  if (flash && !isOnTheWay) {
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

function refuseBody(request: NextRequest, problem: BodyProblem, headers: Headers): Response {
  const { pathname, search } = request.nextUrl;
  const failure = bodyFailures[problem](openAgain(`${pathname}${search}`));
  const response = refuseRequest(request, failure, headers, problem);
  // As Next would say it: its client then throws what components/page/failure.tsx tells from other errors.
  if (problem === "outdated") response.headers.set("x-nextjs-action-not-found", "1");
  return response;
}

function isOwnPage(pathname: string): boolean {
  const isRoute = pathname.startsWith("/api/") || pathname === "/account/data/export";
  return !isRoute && !isBuilderRoute(pathname);
}

/**
 * An answer upon which the client's router loads another document. It shows nothing of a refused
 * server action's own answer but "unexpected".
 */
function sendRouterTo(path: string): Response {
  return new Response(null, { status: 303, headers: { "x-action-redirect": `${path};push` } });
}

/** A document, or what the client's router asks for instead of one; old browsers do not say. */
function isForPage(request: NextRequest): boolean {
  const destination = request.headers.get("sec-fetch-dest") ?? "document";
  return (
    request.method === "GET" &&
    !request.nextUrl.pathname.startsWith("/api/") &&
    ["document", "empty"].includes(destination)
  );
}

/** By a script: the client's router, or Next in its place, which says nothing of a destination. */
function isFetched({ headers }: NextRequest): boolean {
  const mode = headers.get("sec-fetch-mode") ?? "navigate";
  return headers.get("sec-fetch-dest") === "empty" || mode !== "navigate";
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** The API answers no such request at all, and says so itself. */
function isFromAnotherSite(request: NextRequest): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  return !request.nextUrl.pathname.startsWith("/api/") && !isSameOrigin(request.headers);
}

function readFlashCookie(request: NextRequest): string | null {
  return readCookie(request.headers.get("cookie"), flashCookieName());
}
