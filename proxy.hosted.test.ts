import { type NextFetchEvent, NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { contextHeaders } from "@/lib/http/request-context";
import { proxy } from "./proxy.hosted";

const origin = "http://localhost:3000";
const megabyte = 1024 * 1024;

function send(path: string, init: { method?: string; headers?: HeadersInit; body?: string } = {}) {
  return proxy(new NextRequest(`${origin}${path}`, init), {} as NextFetchEvent);
}

/** The headers that a page gets, as Next.js passes them on. */
function passedOn(response: Response, name: string): string | null {
  return response.headers.get(`x-middleware-request-${name}`);
}

describe("the gate on hosts that run it apart", () => {
  it("passes a request on with a mark, a reference and the nonce of its policy", async () => {
    const response = await send("/account?a=1");
    expect(passedOn(response, contextHeaders.gate)).toMatch(/^[\w-]{43}$/);
    expect(passedOn(response, contextHeaders.path)).toBe("/account?a=1");
    expect(response.headers.get("content-security-policy")).toContain(
      `'nonce-${passedOn(response, contextHeaders.nonce)}'`,
    );
  });

  it("replaces a client's own mark and context", async () => {
    const names = Object.values(contextHeaders);
    const headers = Object.fromEntries(names.map((name) => [name, "planted"]));
    const response = await send("/", { headers });
    for (const name of names) expect(passedOn(response, name)).not.toBe("planted");
  });

  it("refuses a cross-site form to a page of Foyer's, and leaves the builder's alone", async () => {
    const headers = { origin: "https://evil.example" };
    expect((await send("/account", { method: "POST", headers })).status).toBe(403);
    expect((await send("/webhook", { method: "POST", headers })).status).toBe(200);
  });

  it("refuses a body that Next.js would cut short for a builder's route, as JSON for a program", async () => {
    const body = "x".repeat(10 * megabyte + 1);
    const accept = "application/json";
    const response = await send("/upload", { method: "POST", headers: { accept }, body });
    expect([response.status, await response.json()]).toEqual([
      413,
      { error: "InvalidRequest", reference: expect.any(String) },
    ]);
    const whole = await send("/upload", { method: "POST", body: "x".repeat(10 * megabyte) });
    expect(whole.status).toBe(200);
  });

  it("expires the message that a page shows", async () => {
    const response = await send("/", { headers: { cookie: "foyer.flash.3000=sealed" } });
    expect(passedOn(response, contextHeaders.flash)).toBe("sealed");
    expect(response.headers.get("set-cookie")).toMatch(/^foyer\.flash\.3000=;.*Max-Age=0/);
  });
});
