import "server-only";
import { failureResponse } from "@/lib/failures/failure-response";
import type { Failure } from "@/lib/failures/failures";
import { log } from "@/lib/log";
import { requestReference } from "@/lib/security/request-context";

/** A made-up address may be long; its beginning says enough. */
const maxPathLength = 200;

/** The answer to a request that no sign-in of ours leads to, noted in the log under its reference. */
export function refuseRequest(request: Request, failure: Failure): Response {
  log.warn({
    event: "request.refused",
    reference: requestReference(request.headers),
    method: request.method,
    path: new URL(request.url).pathname.slice(0, maxPathLength),
    status: failure.status,
  });
  return failureResponse(failure, request.headers);
}
