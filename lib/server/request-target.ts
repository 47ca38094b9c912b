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

function pathOf(target = "/"): string {
  if (target.startsWith("/")) return target;
  if (!URL.canParse(target)) return "/";
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}
