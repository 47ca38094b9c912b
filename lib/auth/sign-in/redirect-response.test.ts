import { describe, expect, it } from "vitest";
import { redirectResponse } from "./redirect-response";

const url = "http://localhost:3000/api/auth/signin/google";
const form = () => new Request(url, { method: "POST" });
/** As next-auth/react asks. */
const script = () =>
  new Request(url, { method: "POST", headers: { "X-Auth-Return-Redirect": "1" } });
const refusal = {
  error: "TooManyAttempts",
  status: 429,
  headers: { "retry-after": "7" },
} as const;

describe("a form", () => {
  it("is redirected with a GET, and no cache keeps that", () => {
    const response = redirectResponse(form(), "https://id.example/authorize?a=1");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("https://id.example/authorize?a=1");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("is redirected to the page that explains a refusal", () => {
    const response = redirectResponse(form(), "/too-many?returnTo=%2F", refusal);
    expect([response.status, response.headers.get("location")]).toEqual([
      303,
      "/too-many?returnTo=%2F",
    ]);
  });
});

describe("next-auth/react", () => {
  it("is told the absolute address, and goes there itself", async () => {
    for (const [to, absolute] of [
      ["https://id.example/authorize?a=1", "https://id.example/authorize?a=1"],
      ["/account?a=1#b", "http://localhost:3000/account?a=1#b"],
    ] as const) {
      const response = redirectResponse(script(), to);
      expect([response.status, await response.json()]).toEqual([200, { url: absolute }]);
      expect(response.headers.has("location")).toBe(false);
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("is told why it was refused, by status and by the address", async () => {
    const response = redirectResponse(script(), "/too-many?returnTo=%2F", refusal);
    expect([response.status, await response.json()]).toEqual([
      429,
      { url: "http://localhost:3000/too-many?returnTo=%2F&error=TooManyAttempts" },
    ]);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});
