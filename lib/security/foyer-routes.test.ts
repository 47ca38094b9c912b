import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { foyerRoute } from "./foyer-routes";

describe("an address of Foyer's", () => {
  it.each([
    ["/", true],
    ["//", true],
    ["/%2f", true],
    ["/account", true],
    ["/account/", true],
    ["/account%2f", true],
    ["/%61ccount", true],
    ["/account/data/export", false],
    ["/account/language", false],
    ["/account/picture", false],
    ["/pictures/0b2cf5b4-6d1c-4b58-9d53-4c7a1d9e0f11", false],
    ["/api/auth", false],
    ["/api/auth/session", false],
    ["/api/auth/callback/google", false],
    ["/api/health", false],
  ])("is %s, a page: %s", (path, isPage) => {
    expect(foyerRoute(path)?.isPage).toBe(isPage);
  });

  it.each([
    ["/account", ["GET", "HEAD", "POST"]],
    ["/account/data/export", ["POST"]],
    ["/account/language", ["POST"]],
    ["/account/picture", ["POST"]],
    ["/pictures/0b2cf5b4-6d1c-4b58-9d53-4c7a1d9e0f11", ["GET", "HEAD"]],
    ["/api/health", ["GET", "HEAD"]],
    ["/api/auth/signout", null],
  ])("accepts its own methods: %s, %j", (path, methods) => {
    expect(foyerRoute(path)?.methods).toEqual(methods);
  });
});

it.each([
  "/upload",
  "/pictures",
  "/pictures/tower.jpg",
  "/pictures/0b2cf5b4-6d1c-4b58-9d53-4c7a1d9e0f11/full",
  "/account/avatar",
  "/accounts",
  "/sign-in/own",
  "/api/authors",
  "/api/webhook",
  "/constructor",
  "/__proto__",
  "/files/%",
  "/Account",
])("%s is the builder's", (path) => {
  expect(foyerRoute(path)).toBeNull();
});

describe("the list", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).filter(isFoyers);
  const paths = files.map((file) => `/${dirname(file).replace(/^\(foyer\)\/?/, "")}`);

  it.each(paths.map((path, index) => [path, files[index] ?? ""]))(
    "has %s, where the app has %s",
    (path, file) => {
      const route = foyerRoute(
        path.replace("[...nextauth]", "session").replace("[id]", crypto.randomUUID()),
      );
      expect(route?.isPage).toBe(basename(file).startsWith("page."));
    },
  );

  it("is of more than a few", () => expect(paths.length).toBeGreaterThan(15));
});

/** The files that make an address of Foyer's, in production. */
function isFoyers(file: string): boolean {
  return /^(\(foyer\)|api\/(auth|clean-up|failed-page|health)|refused|too-many|unavailable)\/(.*\/)?(page|route)\.tsx?$/.test(
    file,
  );
}
