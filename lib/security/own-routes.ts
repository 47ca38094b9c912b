import { buildRoutes, type RoutePattern } from "@/lib/security/build-routes";
import { percentDecode } from "@/lib/security/percent-decode";

/** Foyer's paths. All others of the build belong to the builder, also those below them. */
const foyerPaths = new Set([
  "/",
  "/account",
  "/account/activity",
  "/account/confirm",
  "/account/connections",
  "/account/connections/disconnect",
  "/account/connections/offer",
  "/account/data",
  "/account/data/delete",
  "/account/data/export",
  "/account/sessions",
  "/account/sessions/ended",
  "/api/clean-up",
  "/api/health",
  "/icon.svg",
  "/refused",
  "/sign-in",
  "/sign-in/connect",
  "/too-many",
  "/unavailable",
]);
const authPath = "/api/auth/";

/**
 * Whether a request goes to a page, a route or a rewrite that the builder added. Foyer checks the
 * bodies that are posted to its own pages, and leaves the builder's alone. A path that the build does
 * not have gets Foyer's 404 page, so it counts as Foyer's.
 * @param pathname - as it was sent, still percent-encoded
 */
export function isBuilderRoute(pathname: string): boolean {
  const path = percentDecode(pathname);
  if (path === null || isFoyerPath(path)) return false;
  const { patterns } = buildRoutes();
  return (
    patterns === "unknown" ||
    patterns.some((pattern) => isBuilders(pattern) && matches(pattern, pathname, path))
  );
}

function isBuilders({ page }: RoutePattern): boolean {
  return page === null || !isFoyerPath(page);
}

function matches({ pattern }: RoutePattern, ...spellings: string[]): boolean {
  return spellings.some((spelling) => pattern.test(spelling));
}

/** Ignores a slash at the end, which Next.js removes. */
function isFoyerPath(pathname: string): boolean {
  const path = pathname.replace(/\/+$/, "") || "/";
  return foyerPaths.has(path) || path.startsWith(authPath);
}
