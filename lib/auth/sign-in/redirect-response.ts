import "server-only";
import { env } from "@/lib/env/env";
import type { Failure, FailureCode } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { asksForJson, returnRedirectHeader } from "@/lib/http/asks-for-json";
import { requestReference } from "@/lib/http/request-context";
import { signInPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";

type Refusal = { error: FailureCode; status: number; headers?: Record<string, string> };

/**
 * Sends the browser to `url`. The functions of next-auth/react ask by `X-Auth-Return-Redirect` to be
 * told the address instead, and go there themselves.
 *
 * @param refusal - why the browser doesn't get what was asked for; `url` then explains it
 */
export function redirectResponse(request: Request, url: string, refusal?: Refusal): Response {
  const headers = { "cache-control": "no-store", ...refusal?.headers };
  if (request.headers.has(returnRedirectHeader)) {
    const absolute = new URL(url, env().origin);
    if (refusal) absolute.searchParams.set("error", refusal.error);
    return Response.json({ url: absolute.href }, { status: refusal?.status ?? 200, headers });
  }
  if (!refusal || !asksForJson(request.headers)) return seeOther(url);
  const body = { error: refusal.error, reference: requestReference(request.headers) };
  return Response.json(body, { status: refusal.status, headers });
}

/** Refuses a request that none of our pages makes: with a page, or in the terms of next-auth/react. */
export function refuseAuthRequest(request: Request, failure: Failure): Response {
  const response = refuseRequest(request, failure, request.headers, failure.code);
  return request.headers.has(returnRedirectHeader)
    ? redirectResponse(request, signInPath("/"), { error: failure.code, status: failure.status })
    : response;
}
