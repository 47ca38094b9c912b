import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { failureResponse } from "@/lib/failures/failure-response";
import {
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
import { log } from "@/lib/log";
import { cookieOptions, flashCookieName, readCookie } from "@/lib/security/cookies";
import { type BodyProblem, findBodyProblem } from "@/lib/security/form-body";
import { securityHeaders } from "@/lib/security/headers";
import { allowedMethods } from "@/lib/security/methods";
import { contextHeaders, createReference, requestFields } from "@/lib/security/request-context";
import { isSameOrigin } from "@/lib/security/same-origin";

/**
 * Before every page and route: a reference for the log, a nonce for the CSP, security headers, and
 * the message that the last request left. It never decides who may see what; each page does.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  const flash = isForPage(request) ? readFlashCookie(request) : null;
  const added = headersFor(request, nonce);
  const response = await answer(request, contextFor(request, { nonce, flash, added }), flash);
  for (const [name, value] of Object.entries(added)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: ["/((?!_next/static/|_next/image$|icon\\.svg$).*)"],
};

async function answer(
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
  if (request.method === "POST" && isPage(pathname)) {
    const problem = await findBodyProblem(request);
    if (problem) return refuseBody(request, problem, headers);
  }
  // Only a document can show a message once, since only its answer can expire the cookie; and only
  // the browser itself can be told to wait, since Next asks in its place and from another address.
  // Without an answer that it understands, the client's router loads the document instead. (Next
  // takes its own "rsc" header off before this; the browser's says the same.)
  const isOnTheWay = waysBack.includes(pathname);
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
  const response = refuseRequest(request, failure, headers);
  // As Next would say it: its client then throws what components/failure.tsx tells from other errors.
  if (problem === "outdated") response.headers.set("x-nextjs-action-not-found", "1");
  return response;
}

function isPage(pathname: string): boolean {
  return !pathname.startsWith("/api/") && pathname !== "/account/data/export";
}

/** They explain, and lead on to the page that a message is for once they can. */
const waysBack = ["/unavailable", "/too-many"];

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

type Context = { nonce: string; flash: string | null; added: Record<string, string> };

/** The request's headers with our own set or, where there is nothing to say, taken off. */
function contextFor(request: NextRequest, { nonce, flash, added }: Context): Headers {
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  headers.set(contextHeaders.reference, createReference());
  headers.set(contextHeaders.path, `${pathname}${search}`);
  headers.set(contextHeaders.nonce, nonce);
  if (flash) headers.set(contextHeaders.flash, flash);
  else headers.delete(contextHeaders.flash);
  // Next reads the nonce for its own scripts from here.
  headers.set("content-security-policy", added["content-security-policy"] ?? "");
  // Next compares a server action's Origin with this; a reverse proxy may have lost the host.
  headers.set("x-forwarded-host", new URL(env().origin).host);
  return headers;
}

function headersFor(request: NextRequest, nonce: string): Record<string, string> {
  const { origin, NODE_ENV, providerAddresses } = env();
  const headers = securityHeaders({
    nonce,
    origin,
    providerOrigins: providerAddresses.map((address) => new URL(address).origin),
    development: NODE_ENV === "development",
  });
  // A callback's address carries a code: it is nobody's referrer, not even our own.
  const isApi = request.nextUrl.pathname.startsWith("/api/");
  return isApi ? { ...headers, "referrer-policy": "no-referrer" } : headers;
}
