import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import { crossSite } from "@/lib/failures/failures";

/** Where `proxy.ts` sends a browser with JavaScript whose form it has refused. */
export function GET(request: Request): Response {
  return failureResponse(crossSite(env().origin), request.headers);
}
