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

/** The request's headers as the server behind saw them, and those of the response. */
async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${origin}${path}`, init);
  return { seen: (await response.json()) as IncomingHttpHeaders, headers: response.headers };
}

const marked = [{ type: "header", key: contextHeaders.preparedAhead }];

it("sets the mark that the matcher of proxy.ts leaves out", () => {
  expect(config.matcher.map(({ missing }) => missing)).toEqual([marked]);
});

it("a client's own mark is refused before proxy.ts only where it would reach it", async () => {
  const refused = async () => (await nextConfig(PHASE_PRODUCTION_BUILD).redirects?.()) ?? [];
  vi.stubEnv("VERCEL", "1");
  expect(await refused()).toMatchObject([{ source: "/:path*", has: marked }]);
  vi.stubEnv("VERCEL", undefined);
  expect(await refused()).toEqual([]);
});

describe("a request that proxy.ts would pass through unchanged", () => {
  it.each([
    "/",
    "/?error=x",
    "/account/sessions",
    "/sign-in?callbackUrl=%2F%2Fevil&a=b/c:d@e?f",
    "/api/auth/callback/google?code=a&state=b",
    "/api/health",
    "/nothing-here",
  ])("to %s gets the proxy's headers", async (path) => {
    const { seen, headers } = await ask(path);
    const policy = headers.get("content-security-policy");
    expect(seen).toMatchObject({
      [contextHeaders.preparedAhead]: "1",
      [contextHeaders.path]: path,
      [contextHeaders.reference]: expect.stringMatching(/^\w{10}$/),
      "content-security-policy": policy,
    });
    expect(policy).toContain(`'nonce-${seen[contextHeaders.nonce]}'`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe(
      path.startsWith("/api/") ? "no-referrer" : "same-origin",
    );
  });

  it("has its own nonce and reference", async () => {
    const [first, second] = [await ask("/"), await ask("/")];
    for (const name of [contextHeaders.nonce, contextHeaders.reference]) {
      expect(first.seen[name]).not.toBe(second.seen[name]);
    }
  });
});

describe("a request that proxy.ts has to handle is left to it:", () => {
  it.each<[string, string, RequestInit]>([
    ["a form", "/", { method: "POST", body: "x" }],
    ["another method", "/", { method: "DELETE" }],
    ["a route without GET", "/account/data/export", {}],
    ["a pending message", "/", { headers: { cookie: "a=b; foyer.flash=sealed" } }],
    ["a page that explains a wait", "/unavailable?returnTo=%2F", {}],
    ["the other one", "/too-many?returnTo=%2F", {}],
    ["Next.js's client", "/account?_rsc=1", { headers: { rsc: "1" } }],
    ["a path that is decoded", "/%61ccount", {}],
    ["a path that cannot be decoded", "/api/auth/%", {}],
    ["a path in capitals", "/Account", {}],
    ["a path that Next.js redirects", "/account/", {}],
    ["two slashes", "//evil.example", {}],
    ["a query that Next.js rewrites", "/account?a=%zz", {}],
    ["a file", "/_next/static/x.js", {}],
    ["a picture", "/icon.svg", {}],
  ])("%s", async (_, path, init) => {
    const { seen, headers } = await ask(path, init);
    expect(seen).not.toHaveProperty(contextHeaders.preparedAhead);
    expect(headers.has("content-security-policy")).toBe(false);
  });

  it.each(Object.values(contextHeaders))("a client's own %s", async (name) => {
    const { seen, headers } = await ask("/", { headers: { [name]: "planted" } });
    expect(seen).not.toHaveProperty(contextHeaders.preparedAhead);
    expect(headers.has("content-security-policy")).toBe(false);
  });
});
