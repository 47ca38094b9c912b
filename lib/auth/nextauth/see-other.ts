import "server-only";
import { getRedirectError } from "next/dist/client/components/redirect";

/**
 * Ends a server action or a route handler with a redirect, like `redirect` of Next.js. In a route
 * handler, that one responds with 307, and the browser would repeat its POST at the provider.
 */
export function throwSeeOther(url: string): never {
  throw getRedirectError(url, "push", 303);
}
