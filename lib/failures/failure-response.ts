import { renderFailurePage } from "@/lib/failures/failure-page";
import type { Failure } from "@/lib/failures/failures";
import { requestNonce, requestReference } from "@/lib/http/request-context";

/**
 * A failure as an HTML response, for route handlers and the proxy, where React does not render.
 * @param requestHeaders - with the reference and the nonce of `createProxyHeaders`
 */
export function failureResponse(failure: Failure, requestHeaders: Headers): Response {
  const { status, title, text, next, actions, retryAfterSeconds } = failure;
  const page = renderFailurePage({
    status,
    title,
    text,
    next,
    actions,
    reference: requestReference(requestHeaders),
    nonce: requestNonce(requestHeaders),
  });
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  });
  if (retryAfterSeconds) headers.set("retry-after", String(retryAfterSeconds));
  return new Response(page, { status, headers });
}
