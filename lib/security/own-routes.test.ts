import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const route = (page: string, regex: string) => ({ page, regex });
const manifest = {
  staticRoutes: [
    route("/", "^/(?:/)?$"),
    route("/account", "^/account(?:/)?$"),
    route("/_not-found", "^/_not\\-found(?:/)?$"),
    route("/upload", "^/upload(?:/)?$"),
    route("/account/avatar", "^/account/avatar(?:/)?$"),
    route("/setup", "^/setup(?:/)?$"),
  ],
  dynamicRoutes: [route("/files/[name]", "^/files/([^/]+?)(?:/)?$")],
  rewrites: {
    beforeFiles: [],
    afterFiles: [{ regex: "^/ingest(?:/(.*))?$", destination: "https://example.com/:path*" }],
    fallback: [{ regex: "^/old(?:/)?$", destination: "/upload" }],
  },
};

let folder: string;

/** A fresh copy of the modules, which read the build once. */
async function start(text = JSON.stringify(manifest)) {
  writeFileSync(join(folder, ".next/routes-manifest.json"), text);
  vi.resetModules();
  vi.doMock("@/lib/env/env", () => ({ env: () => ({ NODE_ENV: "production" }) }));
  const { isBuilderRoute } = await import("./own-routes");
  const { buildRoutes } = await import("./build-routes");
  return { isBuilderRoute, buildRoutes };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-"));
  mkdirSync(join(folder, ".next"));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("an address", () => {
  it.each([
    ["/upload", "a route of the build"],
    ["/account/avatar", "a route of the builder's below our pages"],
    ["/setup", "a page of the builder's where ours exists in development only"],
    ["/upload/", "a route with a slash that Next.js removes"],
    ["/files/a%20b", "a route with a parameter"],
    ["/ingest/event", "a rewrite to another server"],
    ["/old", "a rewrite to a route"],
  ])("%s is the builder's: %s", async (path) => {
    const { isBuilderRoute } = await start();
    expect(isBuilderRoute(path)).toBe(true);
  });

  it.each([
    ["/", "our home page"],
    ["/account", "a page of ours"],
    ["/%61ccount", "a page of ours in another spelling"],
    ["/account/data/export", "a route of ours"],
    ["/account/anything", "our 404 page below our pages"],
    ["/api/auth/session", "a route of Auth.js"],
    ["/nowhere", "our 404 page"],
    ["//", "our home page with another slash"],
    ["/%2f", "our home page with an encoded slash"],
    ["/account/", "a page of ours with a slash"],
    ["/account%2f", "a page of ours with an encoded slash"],
    ["/_not-found", "what Next.js adds"],
    ["/files/%", "what cannot be decoded"],
  ])("%s is not the builder's: %s", async (path) => {
    const { isBuilderRoute } = await start();
    expect(isBuilderRoute(path)).toBe(false);
  });
});

it("only rewrites to another server are external", async () => {
  const { buildRoutes } = await start();
  expect(buildRoutes().externalRewrites.map((rule) => rule.test("/ingest/x"))).toEqual([true]);
});

it("if the routes of the build cannot be read, all paths but ours count as the builder's, with a warning", async () => {
  const { isBuilderRoute } = await start("{");
  const { log } = await import("@/lib/log");
  const warn = vi.spyOn(log, "warn").mockImplementation(() => {});
  expect([isBuilderRoute("/anything"), isBuilderRoute("/account")]).toEqual([true, false]);
  expect(warn.mock.calls[0]?.[0]).toMatchObject({ event: "boot.routes-unknown" });
});
