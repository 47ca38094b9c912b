import "server-only";
import { env } from "@/lib/env/env";
import { returnPath } from "@/lib/http/return-path";

/**
 * Where a visitor returns to after `signIn()` or `signOut()`, reduced to a path on our origin.
 * @param redirectTo - by default the page that the request came from, if the browser names it
 */
export function chosenReturnPath(redirectTo: unknown, requestHeaders: Headers): string {
  return returnPath(redirectTo ?? requestHeaders.get("referer"), env().origin);
}
