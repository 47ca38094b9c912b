import "server-only";
import { env } from "@/lib/env/env";
import { readQuery } from "@/lib/http/request-fields";
import { returnPath, signInPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";

/**
 * `GET /api/auth/signin` and `/error`, the addresses of Auth.js's own pages: redirects to our sign-in
 * page, which keeps a valid `callbackUrl`. Nothing else of the query is used or shown.
 */
export async function redirectToSignInPage(request: Request): Promise<Response> {
  const query = readQuery(new URL(request.url).search);
  const callbackUrl = query instanceof Map ? query.get("callbackUrl") : null;
  return seeOther(signInPath(returnPath(callbackUrl, env().origin)));
}
