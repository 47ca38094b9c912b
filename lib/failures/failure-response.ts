import { env } from "@/lib/env/env";
import { renderFailurePage } from "@/lib/failures/failure-page";
import { failureWords } from "@/lib/failures/failure-words";
import type { Failure } from "@/lib/failures/failures";
import { asksForJson, returnRedirectHeader } from "@/lib/http/asks-for-json";
import { requestNonce, requestReference } from "@/lib/http/request-context";
import { readTheme } from "@/lib/http/theme";
import { requestTranslator } from "@/lib/i18n/request-locale";

/**
 * A failure as a response, for route handlers and the proxy, where React does not render: an HTML page,
 * or JSON for a client that asks for it.
 * @param requestHeaders - with the reference, the path and the nonce of `createProxyHeaders`
 */
export function failureResponse(failure: Failure, requestHeaders: Headers): Response {
  if (asksForJson(requestHeaders)) return failureJson(failure, requestHeaders);
  const { code, status, retryAfterSeconds } = failure;
  const t = requestTranslator(requestHeaders);
  const page = renderFailurePage({
    ...failureWords(failure, t),
    status,
    actions: failure.actions.map(({ href, label }) => ({ href, label: t(label) })),
    waitSeconds: code === "TooManyAttempts" ? retryAfterSeconds : undefined,
    reference: requestReference(requestHeaders),
    nonce: requestNonce(requestHeaders),
    theme: readTheme(requestHeaders),
    t,
  });
  const headers = headersOf(failure);
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(page, { status, headers });
}

/**
 * A failure as JSON, for routes whose clients are always programs: `{ error, reference }`. The functions
 * of next-auth/react read the code from an address.
 */
export function failureJson(failure: Failure, requestHeaders: Headers): Response {
  const { code: error, status } = failure;
  const url = `${env().origin}/sign-in?${new URLSearchParams({ error })}`;
  const body = {
    error,
    reference: requestReference(requestHeaders),
    ...(requestHeaders.has(returnRedirectHeader) && { url }),
  };
  return Response.json(body, { status, headers: headersOf(failure) });
}

function headersOf({ retryAfterSeconds }: Failure): Headers {
  const headers = new Headers({ "cache-control": "no-store" });
  if (retryAfterSeconds) headers.set("retry-after", String(retryAfterSeconds));
  return headers;
}
