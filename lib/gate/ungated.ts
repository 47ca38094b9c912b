import { foyerRoute } from "@/lib/security/foyer-routes";
import { percentDecode } from "@/lib/security/percent-decode";

/** Files of the build have headers of their own: next.config.ts. */
const files =
  /^\/_next\/(static\/|image$)|^\/(icon|apple-icon|manifest\.webmanifest|brand\/opengraph-image)$/;

/**
 * Whether a request goes past the gate: to a file of the build, or to the builder's API, where Foyer has
 * nothing to say. `proxy.hosted.ts` says the same in its matcher, which has to be a constant.
 */
export function isUngated(pathname: string): boolean {
  if (files.test(pathname)) return true;
  // The gate refuses a path that can't be decoded: Next.js would respond with 500.
  const isApi = pathname.startsWith("/api/") && percentDecode(pathname) !== null;
  return isApi && !foyerRoute(pathname);
}
