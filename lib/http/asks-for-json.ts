import { requestPath } from "@/lib/http/request-context";
import { foyerRoute } from "@/lib/security/foyer-routes";

/** Set by the functions of next-auth/react, which read an address instead of following a redirect. */
export const returnRedirectHeader = "x-auth-return-redirect";

/**
 * Whether a request below /api/, or to an address of the builder's, comes from a program. Browsers that
 * open a page accept `text/html`.
 * @param requestHeaders - with the path of `createProxyHeaders`
 */
export function asksForJson(requestHeaders: Headers): boolean {
  const [path = "/"] = requestPath(requestHeaders).split("?", 1);
  if (foyerRoute(path) && !path.startsWith("/api/")) return false;
  const accept = requestHeaders.get("accept") ?? "";
  return (
    requestHeaders.has(returnRedirectHeader) ||
    (/\bapplication\/json\b/i.test(accept) && !/\btext\/html\b/i.test(accept))
  );
}
