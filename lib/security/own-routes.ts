import { buildRoutes } from "@/lib/security/build-routes";

/** Foyer's paths. All others of the build belong to the builder. */
const ownPaths = new Set([
  "/",
  "/account",
  "/api/clean-up",
  "/api/health",
  "/icon.svg",
  "/refused",
  "/setup",
  "/sign-in",
  "/too-many",
  "/unavailable",
]);
const ownFolders = ["/account/", "/api/auth/", "/sign-in/"];

/**
 * Whether a request goes to a page, a route or a rewrite that the builder added. Foyer checks the
 * bodies that are posted to its own pages, and leaves the builder's alone. A path that the build does
 * not have gets Foyer's 404 page, so it counts as Foyer's.
 * @param pathname - as it was sent, still percent-encoded
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
  return ownPaths.has(path) || ownFolders.some((folder) => path.startsWith(folder));
}

/** @returns null for a path that cannot be decoded; Next.js responds to it with an error */
function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
