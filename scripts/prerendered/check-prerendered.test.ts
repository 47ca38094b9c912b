import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { checkPrerendered } from "./check-prerendered";

const build = mkdtempSync(join(tmpdir(), "foyer-build-"));
mkdirSync(join(build, "server"));
afterAll(() => rmSync(build, { recursive: true }));

const partial = { renderingMode: "PARTIALLY_STATIC" };

const onDemand = { ...partial, remainingPrerenderableParams: [{ paramName: "slug" }] };

/** The manifests of a build by Next.js 16.4, without what the check doesn't read. */
writeFileSync(
  join(build, "prerender-manifest.json"),
  JSON.stringify({
    version: 4,
    routes: {
      "/_global-error": { routeType: "page", srcRoute: "/_global-error" },
      "/_not-found": { routeType: "page", srcRoute: "/_not-found" },
      "/icon.svg": { routeType: "route", srcRoute: "/icon.svg", dataRoute: null },
      "/feed.xml": { routeType: "route", srcRoute: "/feed.xml", dataRoute: null },
      "/pricing": { routeType: "page", srcRoute: "/pricing" },
      "/partial": { ...partial, routeType: "page", response: "initial" },
      "/account": { ...partial, routeType: "page", response: "empty" },
      "/guides/first": {
        ...partial,
        routeType: "page",
        response: "complete",
        srcRoute: "/guides/[slug]",
      },
      "/parcels/1": { ...partial, routeType: "page", response: "empty", srcRoute: "/parcels/[id]" },
      "/blog/first": { routeType: "page", srcRoute: "/blog/[slug]" },
    },
    dynamicRoutes: {
      "/orders/[id]": { ...partial, routeType: "shell", response: "empty" },
      "/guides/[slug]": { ...onDemand, routeType: "page", response: "empty" },
      "/parcels/[id]": { ...onDemand, routeType: "page", response: "empty" },
      "/blog/[slug]": { routeType: "page", response: "empty", compute: "blocking", fallback: null },
    },
  }),
);
writeFileSync(
  join(build, "server/pages-manifest.json"),
  JSON.stringify({ "/500": "pages/500.html", "/old": "pages/old.html", "/live": "pages/live.js" }),
);

const unlisted = (...listed: string[]) =>
  checkPrerendered(build, listed).then(
    () => [],
    ({ message }: Error) => [...message.matchAll(/^ {2}(\/.*)$/gm)].map(([, page]) => page),
  );

it("a build whose prerendered pages aren't listed fails, and names each", async () => {
  expect(await unlisted("/guides/*")).toEqual([
    "/blog/[slug]",
    "/blog/first",
    "/old",
    "/partial",
    "/pricing",
  ]);
  expect(await unlisted("/pricing", "/blog", "/partial", "/guides/*")).toEqual([
    "/blog/[slug]",
    "/blog/first",
    "/old",
  ]);
});

it("a build whose prerendered pages are all listed passes", async () => {
  expect(await unlisted("/pricing", "/blog/*", "/old", "/partial", "/guides/*")).toEqual([]);
  expect(await unlisted("/*")).toEqual([]);
});

it("a page that is prerendered when it is first requested must be listed too", async () => {
  const rest = ["/pricing", "/old", "/partial"];
  expect(await unlisted(...rest, "/blog/first", "/guides/*")).toEqual(["/blog/[slug]"]);
  expect(await unlisted(...rest, "/blog/*", "/guides/first")).toEqual(["/guides/[slug]"]);
});

it("a page that a build with cacheComponents renders for each request needs no listing", async () => {
  expect(await unlisted()).not.toContain("/account");
  expect(await unlisted()).not.toContain("/orders/[id]");
  expect(await unlisted()).not.toContain("/parcels/[id]");
});

it("a build without manifests fails", async () => {
  await expect(checkPrerendered(join(build, "server"), ["/*"])).rejects.toThrow("ENOENT");
});
