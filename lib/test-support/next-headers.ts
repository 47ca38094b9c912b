import { NextRequest, NextResponse } from "next/server";

/**
 * Stands in for `next/headers`, which works only while Next.js handles a request:
 * `vi.mock("next/headers", () => import("@/lib/test-support/next-headers"))`.
 */
let request = new NextRequest("http://localhost:3000");
let response = new NextResponse();

/** Begins a request with these headers; its response has no cookies yet. */
export function receiveRequest(requestHeaders: HeadersInit = {}): void {
  request = new NextRequest("http://localhost:3000", { headers: requestHeaders });
  response = new NextResponse();
}

export async function headers() {
  return request.headers;
}

/** Reads the request's cookies, and sees those that were set meanwhile, as in Next.js. */
export async function cookies() {
  return {
    get: (name: string) => response.cookies.get(name) ?? request.cookies.get(name),
    set: (...cookie: Parameters<typeof response.cookies.set>) => response.cookies.set(...cookie),
  };
}

/** The cookies that the response sets or expires. */
export function cookiesSet() {
  return response.cookies.getAll();
}

/** The Cookie header of the browser's next request. */
export function nextCookieHeader(): string {
  const kept = new Map(request.cookies.getAll().map(({ name, value }) => [name, value]));
  for (const { name, value, maxAge } of cookiesSet()) {
    if (maxAge === 0) kept.delete(name);
    else kept.set(name, value);
  }
  return [...kept].map(([name, value]) => `${name}=${value}`).join("; ");
}
