import { type NextRequest, NextResponse } from "next/server";
import { bodyTooLong } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { applyHeaders, gate, withHeaders } from "@/lib/gate/gate";
import { withinBodyDeadline } from "@/lib/gate/read-body";
import { routeBodyBytes } from "@/lib/security/body-limits";
import { isBodyTooLong, readUpTo } from "@/lib/security/body-size";
import { expireCookie, flashCookieName } from "@/lib/security/cookies";
import { foyerRoute } from "@/lib/security/foyer-routes";
import type { BodyRead } from "@/lib/security/server-action-body";

/**
 * The gate where no server of Node's own receives requests: on Vercel, and in development. next.config.ts
 * leaves this file out of every other build, where `lib/server/front-gate.ts` takes its place.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { requestHeaders, responseHeaders, refusal, showsFlash } = await gate(request, (maxBytes) =>
    withinBodyDeadline(readBody(request, maxBytes)),
  );
  if (refusal) return refusal;
  const headers = applyHeaders(request.headers, requestHeaders);
  // Next.js would cut the body short for the route.
  if (!foyerRoute(request.nextUrl.pathname) && (await isBodyTooLong(request, routeBodyBytes)))
    return withHeaders(
      refuseRequest(request, bodyTooLong(routeBodyBytes), headers),
      responseHeaders,
    );
  const response = NextResponse.next({ request: { headers } });
  withHeaders(response, responseHeaders);
  if (showsFlash) expireCookie(response.cookies, flashCookieName());
  return response;
}

export const config = {
  // Next.js would cut a long body short for the builder's API, so this doesn't run there.
  matcher:
    "/((?!_next/static/|_next/image$|icon\\.svg$|api/(?!auth(?:/|$)|health/?$|clean-up/?$)).*)",
};

async function readBody(request: Request, maxBytes: number): Promise<BodyRead> {
  if (Number(request.headers.get("content-length")) > maxBytes) return "too-large";
  try {
    const chunks = await readUpTo(request, maxBytes);
    return chunks ? Buffer.concat(chunks) : "too-large";
  } catch {
    return "unreadable";
  }
}
