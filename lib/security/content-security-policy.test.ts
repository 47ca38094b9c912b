import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, type PolicyInput } from "./content-security-policy";

const nonce = "'nonce-bm9uY2U='";
const foyer: PolicyInput = {
  nonce: "bm9uY2U=",
  providerOrigins: ["https://accounts.google.com", "https://github.com"],
  development: false,
  page: { kind: "foyer" },
};
const builder: PolicyInput = { ...foyer, page: { kind: "builder", sources: {} } };
const prerendered: PolicyInput = { ...foyer, page: { kind: "prerendered", sources: {} } };
const everyPage = Object.entries({ foyer, builder, prerendered });

function directives(input: PolicyInput): Record<string, string[]> {
  const entries = contentSecurityPolicy(input)
    .split("; ")
    .map((directive) => directive.split(" "))
    .map(([name = "", ...sources]) => [name, sources] as const);
  expect(new Set(entries.map(([name]) => name)).size).toBe(entries.length);
  return Object.fromEntries(entries);
}

describe("the policy of every page", () => {
  it.each(everyPage)("%s: allows nothing that it does not name", (_, input) => {
    const policy = directives(input);
    expect(policy["default-src"]).toEqual(["'none'"]);
    expect(policy["base-uri"]).toEqual(["'none'"]);
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
    expect(policy["object-src"]).toEqual(["'none'"]);
    expect(policy).not.toHaveProperty("frame-src");
  });

  it.each(everyPage)("%s: loads pictures from us and the providers' own hosts only", (_, input) => {
    expect(directives(input)["img-src"]).toEqual([
      "'self'",
      "data:",
      "https://lh3.googleusercontent.com",
      "https://*.githubusercontent.com",
      "https://cdn.discordapp.com",
      "https://gitlab.com/uploads/",
      "https://pbs.twimg.com",
    ]);
  });

  it.each(everyPage)(
    "%s: loads pictures from a configured provider on this machine",
    (_, input) => {
      const providerOrigins = ["http://127.0.0.1:4010", "https://git.example.com"];
      const sources = directives({ ...input, providerOrigins })["img-src"];
      expect(sources).toEqual([...(directives(input)["img-src"] ?? []), "http://127.0.0.1:4010"]);
    },
  );

  it("allows forms to lead to https, and to http only for a provider's own origin", () => {
    expect(directives(foyer)["form-action"]).toEqual(["'self'", "https:"]);
    const providerOrigins = ["http://localhost:9400", "http://localhost:9400"];
    expect(directives({ ...foyer, providerOrigins })["form-action"]).toEqual([
      "'self'",
      "https:",
      "http://localhost:9400",
    ]);
  });

  it.each(everyPage)("%s: in development, differs only by what the tools need", (_, input) => {
    const policy = directives(input);
    const scripts = [...(policy["script-src"] ?? []), "'unsafe-eval'"];
    expect(directives({ ...input, development: true })).toEqual({
      ...policy,
      "script-src": scripts,
      "style-src-elem": ["'self'", "'unsafe-inline'"],
    });
  });
});

describe("the policy of Foyer's pages", () => {
  it("runs scripts and styles of this response's nonce only", () => {
    const policy = directives(foyer);
    expect(policy["script-src"]).toEqual(["'self'", nonce, "'strict-dynamic'"]);
    expect(policy["style-src"]).toEqual(["'self'", nonce]);
    expect(contentSecurityPolicy(foyer)).not.toMatch(/unsafe|\*(?!\.githubusercontent)/);
  });
});

describe("the policy of a builder's pages", () => {
  it("allows style attributes, and is Foyer's in all else", () => {
    const { "style-src-attr": attributes, ...others } = directives(builder);
    expect(attributes).toEqual(["'unsafe-inline'"]);
    expect(others).toEqual(directives(foyer));
  });

  it("allows inline scripts and styles on prerendered pages, which have no nonce", () => {
    const policy = directives(prerendered);
    expect(policy["script-src"]).toEqual(["'self'", "'unsafe-inline'"]);
    expect(policy["style-src"]).toEqual(["'self'", "'unsafe-inline'"]);
    expect(contentSecurityPolicy(prerendered)).not.toContain("nonce-");
  });

  it.each(["builder", "prerendered"] as const)("%s: has the builder's own sources", (kind) => {
    const sources = {
      "connect-src": ["https://api.example.com", "wss://api.example.com"],
      "frame-src": ["https://player.example.com"],
    };
    const policy = directives({ ...foyer, page: { kind, sources } });
    expect(policy["connect-src"]).toEqual(["'self'", ...sources["connect-src"]]);
    expect(policy["frame-src"]).toEqual(["'self'", ...sources["frame-src"]]);
  });
});
