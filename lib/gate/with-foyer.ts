import { type NextFetchEvent, type NextRequest, NextResponse } from "next/server";
import { refuseLongBody } from "@/lib/gate/body-limit";
import { gate, type Verdict } from "@/lib/gate/gate";
import { isMarked } from "@/lib/gate/mark";
import { withinBodyDeadline } from "@/lib/gate/read-body";
import { bodyLimitFor } from "@/lib/security/body-limit-for";
import { routeBodyBytes } from "@/lib/security/body-limits";
import { isBodyTooLong, readUpTo } from "@/lib/security/body-size";
import { expireCookie, flashCookieName } from "@/lib/security/cookies";
import type { BodyRead } from "@/lib/security/server-action-body";

/** What a builder exports from `proxy.ts`, as in the documentation of Next.js. */
type Proxy = (
  request: NextRequest,
  event: NextFetchEvent,
) => Response | null | undefined | Promise<Response | null | undefined>;

/**
 * A proxy that runs the gate and then the builder's own (docs/recipes/proxy.md). Where the gate stands in
 * front of Next.js, the request has passed it already.
 *
 * @param own - runs on requests that the gate lets pass
 */
export function withFoyer(own: Proxy = () => null) {
  return async (request: NextRequest, event: NextFetchEvent): Promise<Response> => {
    if (isMarked(request.headers)) return (await own(request, event)) ?? NextResponse.next();
    // Next.js gives the route, and the builder's proxy, their own copy of the body.
    const verdict = await gate(request, (maxBytes) =>
      withinBodyDeadline(readBody(request.clone(), maxBytes)),
    );
    if (verdict.refusal) return verdict.refusal;
    const limit = bodyLimitFor(request.nextUrl.pathname, routeBodyBytes);
    if (limit !== null && (await isBodyTooLong(request.clone(), limit)))
      return refuseLongBody(request, limit);
    for (const [name, value] of Object.entries(verdict.requestHeaders)) {
      if (value === null) request.headers.delete(name);
      else request.headers.set(name, value);
    }
    const response = (await own(request, event)) ?? NextResponse.next();
    return complete(new NextResponse(response.body, response), request, verdict);
  };
}

/** Adds what the gate gives the page, and the browser. What the builder's proxy has set stays. */
function complete(response: NextResponse, request: NextRequest, verdict: Verdict): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(verdict.responseHeaders))
    if (!headers.has(name)) headers.set(name, value);
  const isPassedOn = headers.has("x-middleware-next") || headers.has("x-middleware-rewrite");
  if (!isPassedOn) return response;
  if (verdict.showsFlash) expireCookie(response.cookies, flashCookieName());
  const names = headers.get(overrides)?.split(",") ?? [...request.headers.keys()];
  const given = new Set(names.map((name) => name.trim()));
  const isOverridden = headers.has(overrides);
  for (const [name, value] of request.headers) {
    const isOurs = name in verdict.requestHeaders;
    if (isOurs) given.add(name);
    if (isOurs || !isOverridden) headers.set(`x-middleware-request-${name}`, value);
  }
  headers.set(overrides, [...given].join(","));
  return response;
}

/** In these, Next.js carries the headers of `NextResponse.next({ request })` to the page. */
const overrides = "x-middleware-override-headers";

async function readBody(request: Request, maxBytes: number): Promise<BodyRead> {
  if (Number(request.headers.get("content-length")) > maxBytes) return "too-large";
  try {
    const chunks = await readUpTo(request, maxBytes);
    return chunks ? Buffer.concat(chunks) : "too-large";
  } catch {
    return "unreadable";
  }
}
