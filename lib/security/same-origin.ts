import { env } from "@/lib/env/env";

/** A state-changing request that none of our own pages made. */
class CrossSiteRequestError extends Error {
  override name = "CrossSiteRequestError";
}

/**
 * Whether a request was made by one of our own pages (OWASP ASVS 5.0, 3.5.1).
 *
 * Browsers send the page's origin in `Origin` with every POST. An extension may strip it, and under
 * `Referrer-Policy: no-referrer`, which a proxy may add, a form's is "null"
 * (https://fetch.spec.whatwg.org/#append-a-request-origin-header). `Sec-Fetch-Site` then still says
 * where the request came from: for a sandboxed frame, whose origin is "null" as well, it says
 * `cross-site`. A request with neither is rejected.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  return origin === null || origin === "null"
    ? headers.get("sec-fetch-site") === "same-origin"
    : origin === env().origin;
}

/**
 * For server actions, each of which checks for itself. Normally the gate has already rejected such a
 * request with a page that explains why.
 * @throws CrossSiteRequestError
 */
export function requireSameOrigin(headers: Headers): void {
  if (!isSameOrigin(headers)) throw new CrossSiteRequestError("the request came from another site");
}
