import { bodyTooLong } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { applyHeaders, withHeaders } from "@/lib/gate/headers";
import { createProxyHeaders } from "@/lib/http/proxy-headers";

/** The response to a body that is longer than its path accepts. Logs the refusal. */
export function refuseLongBody(request: Request, maxBytes: number): Response {
  const { pathname, search } = new URL(request.url);
  const { requestHeaders, responseHeaders } = createProxyHeaders(`${pathname}${search}`);
  const headers = applyHeaders(request.headers, requestHeaders);
  const refusal = refuseRequest(request, bodyTooLong(maxBytes), headers, "too-large");
  return withHeaders(refusal, responseHeaders);
}
