import "server-only";
import { env } from "@/lib/env/env";
import type { Failure } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { signInPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";

/**
 * Why a request of next-auth/react was refused: `signIn("…", { redirect: false })` returns it as
 * `error`.
 */
export type RefusalCode =
  | "UnknownProvider"
  | "CrossSite"
  | "InvalidRequest"
  | "TooManyAttempts"
  | "ProviderUnavailable"
  | "DatabaseUnavailable";

type Refusal = { error: RefusalCode; status: number; headers?: Record<string, string> };

/**
 * Sends the browser to `url`. The functions of next-auth/react ask by `X-Auth-Return-Redirect` to be
 * told the address instead, and go there themselves.
 *
 * @param refusal - why the browser doesn't get what was asked for; `url` then explains it
 */
export function redirectResponse(request: Request, url: string, refusal?: Refusal): Response {
  if (!request.headers.has(returnRedirect)) return seeOther(url);
  const absolute = new URL(url, env().origin);
  if (refusal) absolute.searchParams.set("error", refusal.error);
  const headers = { "cache-control": "no-store", ...refusal?.headers };
  return Response.json({ url: absolute.href }, { status: refusal?.status ?? 200, headers });
}

const returnRedirect = "x-auth-return-redirect";

/** Refuses a request that none of our pages makes: with a page, or in the terms of next-auth/react. */
export function refuseAuthRequest(
  request: Request,
  failure: Failure,
  error: RefusalCode,
): Response {
  const page = refuseRequest(request, failure, request.headers, error);
  return request.headers.has(returnRedirect)
    ? redirectResponse(request, signInPath("/"), { error, status: failure.status })
    : page;
}
