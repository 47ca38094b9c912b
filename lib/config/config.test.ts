import { describe, expect, it } from "vitest";
import { readConfig } from "./config";
import { isListedAsPrerendered } from "./prerendered";

describe("foyer.config.ts", () => {
  it("may be empty", () => {
    expect(readConfig({})).toEqual({ prerendered: [], contentSecurityPolicy: {} });
  });

  it("is read as it is written", () => {
    const settings = {
      prerendered: ["/", "/pricing", "/blog/*", "/*"],
      contentSecurityPolicy: { "connect-src": ["https://api.example.com"], "img-src": ["blob:"] },
    };
    expect(readConfig(settings)).toEqual(settings);
  });

  it.each([
    ["prerendered.0", { prerendered: ["pricing"] }],
    ["prerendered.1", { prerendered: ["/pricing", "/blog*"] }],
    ["prerendered.0", { prerendered: ["/blog/*/a"] }],
    ["prerendered.0", { prerendered: ["/pricing?a=b"] }],
    ["prerendered", { prerendered: "/pricing" }],
    ["contentSecurityPolicy", { contentSecurityPolicy: { "base-uri": ["https://example.com"] } }],
    [
      "contentSecurityPolicy.img-src.0",
      { contentSecurityPolicy: { "img-src": ["https://example.com; script-src *"] } },
    ],
    ["contentSecurityPolicy.img-src.0", { contentSecurityPolicy: { "img-src": ["a.example,b"] } }],
    ["it", { prerender: ["/pricing"] }],
    ["it", null],
  ])("is refused if %s is wrong: %j", (name, settings) => {
    expect(() => readConfig(settings)).toThrow(`\n  - ${name}: `);
  });
});

describe("a path", () => {
  const listed = ["/pricing", "/blog/*"];

  it.each(["/pricing", "/blog/first", "/blog/2026/first", "/blog/[slug]"])(
    "%s is listed",
    (path) => {
      expect(isListedAsPrerendered(path, listed)).toBe(true);
    },
  );

  it.each(["/", "/pricing/", "/pricing/more", "/blog", "/blog/", "/blogs/first", "/*"])(
    "%s is not listed",
    (path) => {
      expect(isListedAsPrerendered(path, listed)).toBe(false);
    },
  );
});
