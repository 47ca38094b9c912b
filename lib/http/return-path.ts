import { percentDecode } from "@/lib/security/percent-decode";

/** Keeps the cookie that carries the path below a browser's limit; real paths are shorter. */
const maxLength = 1024;

/**
 * Reduces an untrusted callbackUrl to a path on our own origin, so that a crafted link cannot
 * send a visitor elsewhere after sign-in (CWE-601).
 *
 * The value is parsed as a browser would parse it, since `//host`, `/\host`, tabs and line breaks
 * inside it all mean something else to a browser than to a prefix check.
 *
 * @param origin - of this deployment; an absolute address on it is reduced to its path
 * @returns a path that begins with exactly one slash; "/" for anything else
 */
export function returnPath(value: unknown, origin = placeholderOrigin): string {
  return pathOutside(partsOfSignIn, value, origin);
}

/**
 * The path of the page that a form was on, by the Referer of its request. The page is only shown again,
 * so it may be the sign-in card.
 */
export function pagePath(referer: string | null, origin: string): string {
  return pathOutside(noPages, referer, origin);
}

/** A return to the sign-in card would loop; a return into the protocol would run half a callback. */
const partsOfSignIn = /^\/(sign-in|unavailable|too-many|refused|api)(\/|$)/;
const noPages = /^\/(unavailable|too-many|refused|api)(\/|$)/;

function pathOutside(excluded: RegExp, value: unknown, origin: string): string {
  if (typeof value !== "string" || value.length > maxLength || /[\p{Cc}\\]/u.test(value))
    return "/";
  if (!value.startsWith("/") && !value.startsWith(`${origin}/`)) return "/";
  const url = URL.canParse(value, origin) ? new URL(value, origin) : null;
  if (url?.origin !== origin || url.pathname.startsWith("//")) return "/";
  const path = `${url.pathname}${url.search}${url.hash}`;
  return matches(excluded, url.pathname) || path.length > maxLength ? "/" : path;
}

/** A path needs some origin to be resolved against. No host can have this one (RFC 6761). */
const placeholderOrigin = "http://return-path.invalid";

function matches(excluded: RegExp, pathname: string): boolean {
  const path = percentDecode(pathname);
  // Next.js responds with an error to a path that it can't decode.
  return path === null || excluded.test(path);
}

/** Where a visitor at `path` finally wants to go: the sign-in card is only a stop on the way. */
export function destination(path: string): string {
  const { pathname, searchParams } = new URL(path, placeholderOrigin);
  return returnPath(pathname === "/sign-in" ? searchParams.get("callbackUrl") : path);
}

/**
 * The sign-in card, returning to `path` afterwards.
 * @param more - other parameters of the card
 */
export function signInPath(path: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...(path !== "/" && { callbackUrl: path }), ...more });
  return query.size === 0 ? "/sign-in" : `/sign-in?${query}`;
}

/** The page that says why an unknown device has to wait, returning to `path` afterwards. */
export function waitPath(path: string): string {
  return `/account/wait?${new URLSearchParams({ returnTo: path })}`;
}

/** The page on which a user reauthenticates, returning to `path` afterwards. */
export function confirmPath(path: string): string {
  return `/account/confirm?${new URLSearchParams({ returnTo: path })}`;
}
