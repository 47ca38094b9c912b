import { randomBytes } from "node:crypto";
import { env } from "@/lib/env/env";
import { contextHeaders, createReference } from "@/lib/http/request-context";
import { securityHeaders } from "@/lib/security/security-headers";

/** The headers that a request goes on with, and those that its answer carries. */
export type ProxyHeaders = {
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
};

/**
 * A reference for the log, a nonce for the CSP, and the security headers that go with it.
 * @param path - with its query
 */
export function createProxyHeaders(path: string): ProxyHeaders {
  const nonce = randomBytes(16).toString("base64");
  const responseHeaders = headersFor(path, nonce);
  return {
    requestHeaders: {
      [contextHeaders.reference]: createReference(),
      [contextHeaders.path]: path,
      [contextHeaders.nonce]: nonce,
      // Next reads the nonce for its own scripts from here.
      "content-security-policy": responseHeaders["content-security-policy"],
      // Next compares a server action's Origin with this; a reverse proxy may have lost the host.
      "x-forwarded-host": new URL(env().origin).host,
    },
    responseHeaders,
  };
}

function headersFor(path: string, nonce: string) {
  const { origin, NODE_ENV, providerAddresses } = env();
  const headers = securityHeaders({
    nonce,
    origin,
    providerOrigins: providerAddresses.map((address) => new URL(address).origin),
    development: NODE_ENV === "development",
  });
  // A callback's address carries a code: it is nobody's referrer, not even our own.
  return path.startsWith("/api/") ? { ...headers, "referrer-policy": "no-referrer" } : headers;
}
