import type { IncomingHttpHeaders } from "node:http";
import { PHASE_PRODUCTION_BUILD } from "next/constants.js";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { contextHeaders } from "@/lib/http/request-context";
import { startLocalServer } from "@/lib/test-support/local-server";
import nextConfig from "@/next.config";
import { config } from "@/proxy";
import { bypassProxy } from "./proxy-bypass";

beforeAll(bypassProxy);

let origin: string;

beforeEach(async () => {
  ({ origin } = await startLocalServer((request, response) =>
    response.end(JSON.stringify(request.headers)),
  ));
});

/** What the server behind was told, and what came back. */
async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${origin}${path}`, init);
  return { told: (await response.json()) as IncomingHttpHeaders, headers: response.headers };
}

const marked = [{ type: "header", key: contextHeaders.preparedAhead }];

it("is what proxy.ts is left out for", () => {
  expect(config.matcher.map(({ missing }) => missing)).toEqual([marked]);
});

it("is refused before proxy.ts where a client's own mark would reach it, and only there", async () => {
  const refused = async () => (await nextConfig(PHASE_PRODUCTION_BUILD).redirects?.()) ?? [];
  vi.stubEnv("VERCEL", "1");
  expect(await refused()).toMatchObject([{ source: "/:path*", has: marked }]);
  vi.stubEnv("VERCEL", undefined);
  expect(await refused()).toEqual([]);
});

describe("a request that proxy.ts would only pass on", () => {
  it.each([
    "/",
    "/?error=x",
    "/account/sessions",
    "/sign-in?callbackUrl=%2F%2Fevil&a=b/c:d@e?f",
    "/api/auth/callback/google?code=a&state=b",
    "/api/health",
    "/nothing-here",
  ])("to %s is prepared", async (path) => {
    const { told, headers } = await ask(path);
    const policy = headers.get("content-security-policy");
    expect(told).toMatchObject({
      [contextHeaders.preparedAhead]: "1",
      [contextHeaders.path]: path,
      [contextHeaders.reference]: expect.stringMatching(/^\w{10}$/),
      "content-security-policy": policy,
    });
    expect(policy).toContain(`'nonce-${told[contextHeaders.nonce]}'`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe(
      path.startsWith("/api/") ? "no-referrer" : "same-origin",
    );
  });

  it("has a nonce and a reference of its own", async () => {
    const [first, second] = [await ask("/"), await ask("/")];
    for (const name of [contextHeaders.nonce, contextHeaders.reference]) {
      expect(first.told[name]).not.toBe(second.told[name]);
    }
  });
});

describe("a request that proxy.ts has something to say to is left to it:", () => {
  it.each<[string, string, RequestInit]>([
    ["a form", "/", { method: "POST", body: "x" }],
    ["another method", "/", { method: "DELETE" }],
    ["a route that is not opened", "/account/data/export", {}],
    ["a message that waits", "/", { headers: { cookie: "a=b; foyer.flash=sealed" } }],
    ["an explanation that leads on", "/unavailable?returnTo=%2F", {}],
    ["another one", "/too-many?returnTo=%2F", {}],
    ["Next's client", "/account?_rsc=1", { headers: { rsc: "1" } }],
    ["a path that is decoded", "/%61ccount", {}],
    ["a path that cannot be decoded", "/api/auth/%", {}],
    ["a path in capitals", "/Account", {}],
    ["a path that is led on", "/account/", {}],
    ["two slashes", "//evil.example", {}],
    ["a query that Next rewrites", "/account?a=%zz", {}],
    ["a file", "/_next/static/x.js", {}],
    ["a picture", "/icon.svg", {}],
  ])("%s", async (_, path, init) => {
    const { told, headers } = await ask(path, init);
    expect(told).not.toHaveProperty(contextHeaders.preparedAhead);
    expect(headers.has("content-security-policy")).toBe(false);
  });

  it.each(Object.values(contextHeaders))("a client's own %s", async (name) => {
    const { told, headers } = await ask("/", { headers: { [name]: "planted" } });
    expect(told).not.toHaveProperty(contextHeaders.preparedAhead);
    expect(headers.has("content-security-policy")).toBe(false);
  });
});
