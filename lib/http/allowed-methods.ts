/** Browsers open a page, and post the forms of its server actions. */
const pageMethods = ["GET", "HEAD", "POST"];

const routeMethods = new Map([
  ["/account/data/export", ["POST"]],
  ["/api/clean-up", ["GET", "HEAD"]],
  ["/api/health", ["GET", "HEAD"]],
  ["/refused", ["GET", "HEAD"]],
  ["/too-many", ["GET", "HEAD"]],
  ["/unavailable", ["GET", "HEAD"]],
]);

/**
 * The methods that a path accepts. For most others Next.js would render a page anyway, and a route
 * would reject them with an empty response.
 * @returns null for the routes of Auth.js, which check the method themselves
 */
export function allowedMethods(pathname: string): string[] | null {
  if (/^\/api\/auth(\/|$)/.test(pathname)) return null;
  return routeMethods.get(pathname) ?? pageMethods;
}

/** Pages that explain a wait, and then redirect to the page that a pending message is for. */
export const retryPages = ["/unavailable", "/too-many"];
