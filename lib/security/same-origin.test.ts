import { describe, expect, it } from "vitest";
import { isSameOrigin, requireSameOrigin } from "./same-origin";

describe("a request that one of our own pages made", () => {
  it.each<Record<string, string>>([
    { origin: "http://localhost:3000" },
    { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin" },
    { origin: "null", "sec-fetch-site": "same-origin" },
  ])("is accepted: %j", (headers) => {
    expect(isSameOrigin(new Headers(headers))).toBe(true);
    expect(() => requireSameOrigin(new Headers(headers))).not.toThrow();
  });
});

describe("a request from another site, or of unknown origin", () => {
  it.each<Record<string, string>>([
    {},
    { origin: "" },
    { origin: "null" },
    { origin: "null", "sec-fetch-site": "same-site" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: "null", "sec-fetch-site": "none" },
    { origin: "https://evil.example" },
    { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
    { origin: "http://localhost:3001" },
    { origin: "https://localhost:3000" },
    { origin: "http://localhost:3000.evil.example" },
    { origin: "http://evil.example/http://localhost:3000" },
    { origin: "http://localhost:3000/" },
    { origin: "HTTP://LOCALHOST:3000" },
    { origin: "http://localhost:3000, https://evil.example" },
    { origin: "http://evil.localhost:3000" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "same-origin, same-origin" },
    { referer: "http://localhost:3000/" },
    { host: "localhost:3000", "x-forwarded-host": "localhost:3000" },
    { origin: "https://evil.example", host: "evil.example", "x-forwarded-host": "evil.example" },
  ])("is refused: %j", (headers) => {
    expect(isSameOrigin(new Headers(headers))).toBe(false);
    expect(() => requireSameOrigin(new Headers(headers))).toThrow("another site");
  });
});
