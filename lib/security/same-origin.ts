import { env } from "@/lib/env/env";

/** A state-changing request that none of our own pages made. */
class CrossSiteRequestError extends Error {
  override name = "CrossSiteRequestError";
}

/**
 * Whether a request was made by one of our own pages (OWASP ASVS 5.0, 3.5.1).
 *
 * Browsers send the page's origin in `Origin` with every POST. If an extension strips it,
 * `Sec-Fetch-Site` still says where the request came from. A request with neither, or with the
 * origin "null" of a sandboxed frame, is rejected.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  return origin === null
    ? headers.get("sec-fetch-site") === "same-origin"
    : origin === env().origin;
}

/**
 * For server actions, each of which checks for itself. Normally `proxy.ts` has already rejected such a
 * request with a page that explains why.
 * @throws CrossSiteRequestError
 */
export function requireSameOrigin(headers: Headers): void {
  if (!isSameOrigin(headers)) throw new CrossSiteRequestError("the request came from another site");
}
