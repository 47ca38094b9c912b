import { type NextRequest, NextResponse } from "next/server";

/** A builder's proxy, as in the documentation of Next.js. */
export function acmeProxy(request: NextRequest): Response | undefined {
  const { pathname } = request.nextUrl;
  if (pathname === "/old-pricing") return NextResponse.redirect(new URL("/pricing", request.url));
  if (pathname === "/plans") return NextResponse.rewrite(new URL("/styled", request.url));
  if (pathname === "/webhook") {
    const headers = new Headers(request.headers);
    headers.set("x-acme-request", "of the proxy");
    return NextResponse.next({ request: { headers }, headers: { "x-acme": "of the proxy" } });
  }
}
