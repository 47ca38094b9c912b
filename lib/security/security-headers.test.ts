import { describe, expect, it } from "vitest";
import { type SecurityHeaderInput, securityHeaders } from "./security-headers";

const production: SecurityHeaderInput = {
  nonce: "bm9uY2U=",
  origin: "https://app.example.com",
  providerOrigins: ["https://accounts.google.com", "https://github.com"],
  development: false,
};
const local = { ...production, origin: "http://localhost:3000" };

const contentSecurityPolicy = (input: SecurityHeaderInput) =>
  securityHeaders(input)["content-security-policy"] ?? "";

function directives(input: SecurityHeaderInput): Record<string, string[]> {
  const entries = contentSecurityPolicy(input)
    .split("; ")
    .map((directive) => directive.split(" "))
    .map(([name = "", ...sources]) => [name, sources] as const);
  expect(new Set(entries.map(([name]) => name)).size).toBe(entries.length);
  return Object.fromEntries(entries);
}

describe("the headers of a page", () => {
  it("keep other sites from framing, sniffing, opening and reading it", () => {
    expect(securityHeaders(production)).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
  });

  it("require https from then on, but only over https", () => {
    const { "strict-transport-security": hsts } = securityHeaders(production);
    expect(hsts).toBe("max-age=31536000");
    expect(securityHeaders(local)).not.toHaveProperty("strict-transport-security");
  });

  it("are valid values of headers", () => {
    for (const [name, value] of Object.entries(securityHeaders(production))) {
      expect(() => new Headers({ [name]: value })).not.toThrow();
    }
  });
});

describe("the content security policy", () => {
  it("allows nothing that it does not name", () => {
    const policy = directives(production);
    expect(policy["default-src"]).toEqual(["'none'"]);
    expect(policy["base-uri"]).toEqual(["'none'"]);
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
    expect(policy["object-src"]).toEqual(["'none'"]);
    expect(policy).not.toHaveProperty("frame-src");
  });

  it("runs scripts and styles of this response's nonce only", () => {
    const policy = directives(production);
    expect(policy["script-src"]).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
    expect(policy["style-src"]).toEqual(["'self'", "'nonce-bm9uY2U='"]);
    expect(contentSecurityPolicy(production)).not.toMatch(/unsafe|\*(?!\.githubusercontent)/);
  });

  it("is laxer in development, and there only as far as the tools need", () => {
    const policy = directives({ ...local, development: true });
    expect(policy["script-src"]).toContain("'unsafe-eval'");
    expect(policy["script-src"]).not.toContain("'unsafe-inline'");
    expect(policy["style-src"]).toContain("'unsafe-inline'");
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
  });

  it("loads pictures from us and the providers' own hosts only", () => {
    expect(directives(production)["img-src"]).toEqual([
      "'self'",
      "data:",
      "https://lh3.googleusercontent.com",
      "https://*.githubusercontent.com",
      "https://cdn.discordapp.com",
      "https://gitlab.com/uploads/",
      "https://pbs.twimg.com",
    ]);
  });

  it("allows forms to lead to https, and to http only for a provider's own origin", () => {
    expect(directives(production)["form-action"]).toEqual(["'self'", "https:"]);
    const providerOrigins = ["http://localhost:9400", "http://localhost:9400"];
    expect(directives({ ...local, providerOrigins })["form-action"]).toEqual([
      "'self'",
      "https:",
      "http://localhost:9400",
    ]);
  });
});
