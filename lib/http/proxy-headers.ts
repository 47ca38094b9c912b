import { randomBytes } from "node:crypto";
import { env } from "@/lib/env/env";
import { contextHeaders, createReference } from "@/lib/http/request-context";
import { policyFor } from "@/lib/security/policy-for";
import { securityHeaders } from "@/lib/security/security-headers";

/** Headers added to a request before pages and routes see it, and headers of its response. */
export type ProxyHeaders = {
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
};

/**
 * Creates a reference for the log, a nonce, and the security headers with the policy of the path.
 * @param path - including its query
 */
export function createProxyHeaders(path: string): ProxyHeaders {
  const nonce = randomBytes(16).toString("base64");
  const responseHeaders = headersFor(path, nonce);
  return {
    requestHeaders: {
      [contextHeaders.reference]: createReference(),
      [contextHeaders.path]: path,
      [contextHeaders.nonce]: nonce,
      // Next.js reads the nonce for its own scripts from this header.
      "content-security-policy": responseHeaders["content-security-policy"],
      // Next.js compares a server action's Origin with this. A reverse proxy may have dropped the host.
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
    page: policyFor(path),
  });
  // A callback's URL carries a code, so it is never sent as a referrer, not even to our own pages.
  return path.startsWith("/api/") ? { ...headers, "referrer-policy": "no-referrer" } : headers;
}
