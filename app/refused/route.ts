import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import { crossSite } from "@/lib/failures/failures";

/** Where the gate redirects a browser with JavaScript after rejecting its cross-site form. */
export function GET(request: Request): Response {
  return failureResponse(crossSite(env().origin), request.headers);
}
