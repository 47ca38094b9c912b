import "server-only";
import { env } from "@/lib/env/env";
import type { FailureCode } from "@/lib/failures/failures";
import { asksForJson, returnRedirectHeader } from "@/lib/http/asks-for-json";
import { requestReference } from "@/lib/http/request-context";
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
