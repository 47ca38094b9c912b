import { type NextFetchEvent, NextRequest, NextResponse } from "next/server";
import { describe, expect, it } from "vitest";
import { contextHeaders } from "@/lib/http/request-context";
import { gateMark } from "./mark";
import { withFoyer } from "./with-foyer";

const origin = "http://localhost:3000";

/** A builder's own proxy, as Next.js documents them. */
const proxy = withFoyer(async (request) => {
  switch (request.nextUrl.pathname) {
    case "/old":
      return NextResponse.redirect(new URL("/new", request.url));
    case "/alias":
      return NextResponse.rewrite(new URL("/pricing", request.url));
    case "/header":
      return NextResponse.next({ headers: { "x-acme": "1", "referrer-policy": "origin" } });
    case "/request": {
      const headers = new Headers(request.headers);
      headers.set("x-plan", "gold");
      headers.delete("x-secret");
      return NextResponse.next({ request: { headers } });
    }
    case "/bare-request":
      return NextResponse.next({ request: { headers: new Headers({ "x-plan": "gold" }) } });
    case "/echo":
      return new NextResponse(await request.text(), { status: 201 });
    default:
      return null;
  }
});

type Init = { method?: string; headers?: Record<string, string>; body?: string };

function send(path: string, init: Init = {}) {
  return proxy(new NextRequest(`${origin}${path}`, init), {} as NextFetchEvent);
}

/** The headers that the page gets, as Next.js reads them from the response. */
function passedOn({ headers }: Response): Record<string, string | null> {
  const names = headers.get("x-middleware-override-headers")?.split(",") ?? [];
  return Object.fromEntries(
    names.map((name) => [name, headers.get(`x-middleware-request-${name}`)]),
  );
}

const ours = {
  [contextHeaders.gate]: gateMark(),
  [contextHeaders.nonce]: expect.stringMatching(/./),
};

describe("a builder's proxy that is composed with the gate", () => {
  it("redirects, with the headers of the gate", async () => {
    const { status, headers } = await send("/old");
    expect([status, headers.get("location")]).toEqual([307, `${origin}/new`]);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-middleware-override-headers")).toBeNull();
  });

  it("rewrites, and the page gets the nonce of its policy", async () => {
    const response = await send("/alias", { headers: { "x-sent": "1" } });
    expect(response.headers.get("x-middleware-rewrite")).toBe(`${origin}/pricing`);
    expect(passedOn(response)).toMatchObject({ ...ours, "x-sent": "1" });
    const nonce = passedOn(response)[contextHeaders.nonce];
    expect(response.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
  });

  it("sets headers of the response, also in place of the gate's", async () => {
    const { headers } = await send("/header");
    expect([headers.get("x-acme"), headers.get("referrer-policy")]).toEqual(["1", "origin"]);
    expect(headers.get("content-security-policy")).toContain("'nonce-");
  });

  it("sets and removes headers of the request", async () => {
    const response = await send("/request", { headers: { "x-secret": "1", "x-sent": "1" } });
    expect(passedOn(response)).toMatchObject({ ...ours, "x-plan": "gold", "x-sent": "1" });
    expect(passedOn(response)).not.toHaveProperty("x-secret");
  });

  it("may replace all headers of the request but the gate's", async () => {
    const response = await send("/bare-request", { headers: { "x-sent": "1" } });
    expect(passedOn(response)).toMatchObject({ ...ours, "x-plan": "gold" });
    expect(passedOn(response)).not.toHaveProperty("x-sent");
  });

  it("can read a body", async () => {
    const response = await send("/echo", { method: "POST", body: "whole" });
    expect([response.status, await response.text()]).toEqual([201, "whole"]);
  });

  it("does not run on what the gate refuses, and gets no mark of a client's", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await send("/account", { method: "POST", headers })).status).toBe(403);
    const planted = await send("/account", { headers: { [contextHeaders.gate]: "planted" } });
    expect(passedOn(planted)).toMatchObject(ours);
  });

  it("runs alone on a request that came through the gate in front of Next.js", async () => {
    const headers = { [contextHeaders.gate]: gateMark() };
    const passed = await send("/account", { headers });
    expect(passed.headers.get("x-middleware-next")).toBe("1");
    expect(passed.headers.has("content-security-policy")).toBe(false);
    expect((await send("/old", { headers })).status).toBe(307);
  });
});
