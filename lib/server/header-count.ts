import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { tooManyHeadersName } from "@/lib/http/request-context";

/** Browsers and proxies send well below a hundred. */
const maxHeaders = 200;

/**
 * Marks a request that has an absurd number of headers, for the gate to refuse. Node drops those
 * after the first 2,000 (https://nodejs.org/api/http.html#servermaxheaderscount), and with them perhaps
 * the Content-Length by which a body is bounded; newer releases (22.23, 24.22) refuse such a request.
 */
export function markAbsurdHeaderCounts(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers[tooManyHeadersName];
    if (hasTooManyHeaders(request)) request.headers[tooManyHeadersName] = "1";
  });
}

export function hasTooManyHeaders({ rawHeaders }: IncomingMessage): boolean {
  // Names and values alternate.
  return rawHeaders.length / 2 > maxHeaders;
}
