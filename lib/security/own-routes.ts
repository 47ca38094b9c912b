import { buildRoutes } from "@/lib/security/build-routes";

/** Foyer's addresses. Everything else that the build has belongs to the builder, also below them. */
const ownPaths = new Set([
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
 * Whether a request goes to a page, a route or a rewrite that the builder added. Foyer checks what
 * its own pages are posted, and leaves the builder's alone. An address that the build does not have
 * gets Foyer's 404 page, so it counts as Foyer's.
 * @param pathname - as it was sent, percent-encoded
 */
export function isBuilderRoute(pathname: string): boolean {
  const path = decodePath(pathname);
  if (path === null || isOwnPath(path)) return false;
  const { patterns } = buildRoutes();
  return (
    patterns === "unknown" ||
    patterns.some((pattern) => pattern.test(pathname) || pattern.test(path))
  );
}

function isOwnPath(path: string): boolean {
  return ownPaths.has(path) || path.startsWith(authPath);
}

/** @returns null for a path that Next.js can't decode either, and answers with an error */
function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
