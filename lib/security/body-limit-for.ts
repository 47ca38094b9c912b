import { configuredBodyLimit } from "@/lib/config/body-limit";
import { foyerRoute } from "@/lib/security/foyer-routes";
import { percentDecode } from "@/lib/security/percent-decode";

/**
 * The longest body, in bytes, that a path of the builder's accepts, as `foyer.config.ts` says. Foyer's own
 * addresses have limits of their own.
 *
 * @param pathname - as it was sent, still percent-encoded
 * @param otherwise - without an entry; null for no limit
 */
export function bodyLimitFor(pathname: string, otherwise: number | null): number | null {
  if (foyerRoute(pathname)) return null;
  const decoded = percentDecode(pathname);
  if (decoded === null) return otherwise;
  // Next.js removes slashes at the end.
  return configuredBodyLimit(decoded.replace(/\/+$/, "") || "/") ?? otherwise;
}
