import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { allowedMethods, retryPages } from "@/lib/http/allowed-methods";
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { contextHeaders } from "@/lib/http/request-context";
import { flashCookieName, readCookie } from "@/lib/security/cookies";

/**
 * Does what `proxy.ts` would do for the requests that it would only pass on, and spares them Next's
 * work to run it, a fifth of a page: docs/decisions/015-prepared-ahead.md. All others, and all where
 * another server than Node's takes them in, go through `proxy.ts`.
 */
export function bypassProxy(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const isPlain = isOnlyPassedOn(request);
    delete request.headers[contextHeaders.preparedAhead];
    if (!isPlain) return;
    const { requestHeaders, responseHeaders } = createProxyHeaders(request.url ?? "/");
    Object.assign(request.headers, requestHeaders);
    for (const [name, value] of Object.entries(responseHeaders)) response.setHeader(name, value);
    // Last, so that `proxy.ts` is there for what comes to nothing above.
    request.headers[contextHeaders.preparedAhead] = "1";
  });
}

/** A path in its only spelling, and a query (RFC 3986, section 3.4) that Next leaves as it is. */
const plainTarget = /^(?:\/|(?:\/[a-z0-9-]+)+)(?:\?(?:[\w!$&'()*+,./:;=?@~-]|%[\dA-Fa-f]{2})*)?$/;

/** Whether `response` in `proxy.ts` has nothing to say to it. */
function isOnlyPassedOn({ method, url = "/", headers }: IncomingMessage): boolean {
  const [pathname = "/"] = url.split("?", 1);
  const allowed = allowedMethods(pathname);
  return (
    method === "GET" &&
    plainTarget.test(url) &&
    (allowed === null || allowed.includes(method)) &&
    !retryPages.includes(pathname) &&
    // Asked for by Next's client in a page's place, with a query of its own.
    !("rsc" in headers) &&
    readCookie(headers.cookie ?? null, flashCookieName()) === null &&
    // Prepared in front of us, or by somebody who would like to be believed.
    !Object.values(contextHeaders).some((name) => name in headers)
  );
}
