import { describe, expect, it } from "vitest";
import { type SecurityHeaderInput, securityHeaders } from "./security-headers";

const production: SecurityHeaderInput = {
  nonce: "bm9uY2U=",
  origin: "https://app.example.com",
  providerOrigins: ["https://accounts.google.com", "https://github.com"],
  development: false,
  page: { kind: "foyer" },
};
const local = { ...production, origin: "http://localhost:3000" };

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
