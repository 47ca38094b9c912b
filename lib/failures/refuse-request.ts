import { failureResponse } from "@/lib/failures/failure-response";
import type { Failure } from "@/lib/failures/failures";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/** A made-up address may be long; its beginning says enough. */
const maxPathLength = 200;

/**
 * The answer to a request that nothing of ours leads to, noted in the log under its reference.
 * @param headers - carry the reference of `createProxyHeaders`, in `proxy.ts` itself beside the request
 * @param reason - for the log, where the status alone doesn't tell
 */
export function refuseRequest(
  request: Request,
  failure: Failure,
  headers = request.headers,
  reason?: string,
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
