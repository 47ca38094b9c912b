import { failureResponse } from "@/lib/failures/failure-response";
import type { Failure } from "@/lib/failures/failures";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/** A made-up path may be long; its beginning is enough for the log. */
const maxPathLength = 200;

/**
 * Rejects a request that none of our pages makes, and logs it under its reference.
 * @param headers - with the reference of `createProxyHeaders`; the gate has them beside the request
 * @param reason - for the log, where the failure's code is ambiguous
 */
export function refuseRequest(
  request: Request,
  failure: Failure,
  headers = request.headers,
  reason: string = failure.code,
): Response {
  log.warn({
    event: "request.refused",
    ...requestFields(headers),
    method: request.method,
    path: new URL(request.url).pathname.slice(0, maxPathLength),
    status: failure.status,
    reason,
  });
  return failureResponse(failure, headers);
}
