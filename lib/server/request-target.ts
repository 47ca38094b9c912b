import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Reduces the target of every request to a path (RFC 9112, section 3.2). Next.js would redirect a whole
 * URL to whatever host it names, and respond with 500 to the "*" of OPTIONS.
 */
export function reduceRequestTargets(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.url = pathOf(request.url);
  });
}

/**
 * The path that a request leads to, still percent-encoded. Next.js resolves segments such as ".." and
 * "%2e%2e" as the URL Standard says (https://url.spec.whatwg.org/#path-state): "/api/../account" leads
 * to the account. A check of the path as it was sent would miss that.
 */
export function pathnameOf({ url = "/" }: IncomingMessage): string {
  return new URL(`http://localhost${url}`).pathname;
}

function pathOf(target = "/"): string {
  if (target.startsWith("/")) return target;
  if (!URL.canParse(target)) return "/";
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}
