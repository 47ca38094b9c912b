/** A page is opened, and posted the forms of server actions. */
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
 * The methods that an address answers to; Next would render a page for most others, and refuse them
 * at a route with an empty answer.
 * @returns null for the routes of Auth.js, which answer for themselves
 */
export function allowedMethods(pathname: string): string[] | null {
  if (/^\/api\/auth(\/|$)/.test(pathname)) return null;
  return routeMethods.get(pathname) ?? pageMethods;
}

/** They explain, and lead on to the page that a message is for once they can. */
export const retryPages = ["/unavailable", "/too-many"];
