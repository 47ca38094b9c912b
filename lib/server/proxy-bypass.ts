import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { contextHeaders } from "@/lib/http/request-context";
import { flashCookieName, readCookie } from "@/lib/security/cookies";
import { foyerRoute, retryPages } from "@/lib/security/foyer-routes";

/**
 * Sets the headers of `proxy.ts` on requests that it would pass through unchanged, which then skip it.
 * To run it costs Next.js a fifth of a page: docs/decisions/015-prepared-ahead.md. All other requests
 * go through `proxy.ts`, and so do all on hosts that do not use Node's server.
 */
export function bypassProxy(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const isPlain = isPassedThrough(request);
    delete request.headers[contextHeaders.preparedAhead];
    if (!isPlain) return;
    const { requestHeaders, responseHeaders } = createProxyHeaders(request.url ?? "/");
    Object.assign(request.headers, requestHeaders);
    for (const [name, value] of Object.entries(responseHeaders)) response.setHeader(name, value);
    // Last, so that `proxy.ts` still runs if anything above fails.
    request.headers[contextHeaders.preparedAhead] = "1";
  });
}

/** A path in its only spelling, and a query (RFC 3986, section 3.4) that Next.js does not rewrite. */
const plainTarget = /^(?:\/|(?:\/[a-z0-9-]+)+)(?:\?(?:[\w!$&'()*+,./:;=?@~-]|%[\dA-Fa-f]{2})*)?$/;

/** Whether `respond` in `proxy.ts` would pass the request through unchanged. */
function isPassedThrough({ method, url = "/", headers }: IncomingMessage): boolean {
  const [pathname = "/"] = url.split("?", 1);
  const route = foyerRoute(pathname);
  return (
    method === "GET" &&
    plainTarget.test(url) &&
    (!route?.methods || route.methods.includes(method)) &&
    // Not even `proxy.ts` runs for the builder's API.
    (route !== null || !pathname.startsWith("/api/")) &&
    !retryPages.includes(pathname) &&
    // Next.js's client requests these in a page's place, with a query of its own.
    !("rsc" in headers) &&
    readCookie(headers.cookie ?? null, flashCookieName()) === null &&
    // Already set in front of us, or forged by a client.
    !Object.values(contextHeaders).some((name) => name in headers)
  );
}
