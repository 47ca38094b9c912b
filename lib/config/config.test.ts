import { describe, expect, it } from "vitest";
import { configuredBodyLimit } from "./body-limit";
import { readConfig } from "./config";
import { isListedAsPrerendered } from "./prerendered";

describe("foyer.config.ts", () => {
  it("may be empty", () => {
    expect(readConfig({})).toEqual({
      prerendered: [],
      contentSecurityPolicy: {},
      bodyLimits: {},
      roles: ["user", "admin"],
      brand: { name: "Foyer", description: "Sign in with an account you already have." },
      legal: {},
    });
  });

  it("adds roles between those that are always there", () => {
    expect(readConfig({ roles: ["editor", "admin"] }).roles).toEqual(["user", "editor", "admin"]);
  });

  it("is read as it is written", () => {
    const settings = {
      prerendered: ["/", "/pricing", "/blog/*", "/*"],
      contentSecurityPolicy: { "connect-src": ["https://api.example.com"], "img-src": ["blob:"] },
    };
    expect(readConfig(settings)).toMatchObject({ ...settings, bodyLimits: {} });
  });

  it("has body limits in the units of Next.js", () => {
    const bodyLimits = { "/api/upload": "50mb", "/api/*": "1.5kb", "/*": "1gb", "/none": "0kb" };
    expect(readConfig({ bodyLimits }).bodyLimits).toEqual({
      "/api/upload": 50 * 1024 * 1024,
      "/api/*": 1536,
      "/*": 1024 ** 3,
      "/none": 0,
    });
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
    ["bodyLimits.api/upload", { bodyLimits: { "api/upload": "1mb" } }],
    ["bodyLimits./api", { bodyLimits: { "/api": "1 mb" } }],
    ["bodyLimits./api", { bodyLimits: { "/api": "-1mb" } }],
    ["bodyLimits./api", { bodyLimits: { "/api": 1_000_000 } }],
    ["bodyLimits./api", { bodyLimits: { "/api": "lots" } }],
    ["roles.0", { roles: ["Editor"] }],
    ["roles.0", { roles: [""] }],
    ["roles", { roles: "editor" }],
    ["supportEmail", { supportEmail: "help" }],
    ["brand.name", { brand: { name: " " } }],
    ["brand.accent", { brand: { accent: "blue" } }],
    ["brand.accent", { brand: { accent: "#fff" } }],
    ["brand.logo.shape", { brand: { logo: { viewBox: "0 0 9 9", shape: '"/><script>' } } }],
    ["brand.logo.viewBox", { brand: { logo: { viewBox: "0 0 9", shape: "M0 0z" } } }],
    ["brand", { brand: { colour: "#3d7be2" } }],
    ["legal.privacy", { legal: { privacy: "privacy" } }],
    ["legal.privacy", { legal: { privacy: "//evil.example" } }],
    ["legal.terms", { legal: { terms: "javascript:alert(1)" } }],
    ["legal.help", { legal: { help: "http://example.com" } }],
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

describe("the body limit of a path", () => {
  const limits = { "/*": 1, "/api/*": 2, "/api/upload": 3, "/api/upload/*": 4 };

  it.each([
    ["/", undefined],
    ["/a", 1],
    ["/api", 1],
    ["/api/a", 2],
    ["/api/a/b", 2],
    ["/api/upload", 3],
    ["/api/upload/a", 4],
    ["/api/uploads", 2],
  ])("%s is that of its most specific pattern", (path, bytes) => {
    expect(configuredBodyLimit(path, limits)).toBe(bytes);
    const reversed = Object.fromEntries(Object.entries(limits).reverse());
    expect(configuredBodyLimit(path, reversed)).toBe(bytes);
  });
});
