import { routeBodyBytes, serverActionBodyBytes } from "@/lib/security/body-limits";
import { foyerRoute } from "@/lib/security/foyer-routes";

/** @param pathname - as it was sent, still percent-encoded */
export function maxBodyBytes(pathname: string): number {
  return foyerRoute(pathname) ? serverActionBodyBytes : routeBodyBytes;
}

/**
 * Whether a request's body is longer than its path accepts. Without a Content-Length (RFC 9112,
 * section 6.3) only reading the body tells; Next.js gives the route a copy of its own.
 */
export async function isBodyTooLong(request: Request, maxBytes: number): Promise<boolean> {
  if (!request.body) return false;
  const length = request.headers.get("content-length");
  if (length !== null) return Number(length) > maxBytes;
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.length;
    if (bytes > maxBytes) return true;
  }
  return false;
}
