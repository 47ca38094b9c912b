import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createProxyHeaders } from "@/lib/http/proxy-headers";
import { foyerRoute } from "@/lib/security/foyer-routes";

/**
 * Adds the security headers to responses that Next.js gives before `proxy.ts` runs: its redirects to
 * another spelling of a path, and its refusals of malformed requests. The builder's API is left alone.
 */
export function secureEarlyResponses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const target = request.url ?? "/";
    const [pathname = "/"] = target.split("?", 1);
    if (pathname.startsWith("/api/") && !foyerRoute(pathname)) return;
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
    response.writeHead = (...args: unknown[]) => {
      if (isEarly(Number(args[0])) && !response.hasHeader("content-security-policy")) {
        const { responseHeaders } = createProxyHeaders(target);
        for (const [name, value] of Object.entries(responseHeaders))
          response.setHeader(name, value);
      }
      return writeHead(...args);
    };
  });
}

function isEarly(status: number): boolean {
  return status === 307 || status === 308 || status === 400;
}
