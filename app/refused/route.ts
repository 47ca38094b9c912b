import { connection } from "next/server";
import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import { crossSite } from "@/lib/failures/failures";

/** Where the gate redirects a browser with JavaScript after rejecting its cross-site form. */
export async function GET(request: Request): Promise<Response> {
  // Otherwise a build with `cacheComponents` would prerender this response.
  await connection();
  return failureResponse(crossSite(env().origin), request.headers);
}
