import { beforeEach, describe, expect, it, vi } from "vitest";

async function deviceOf(headers: Record<string, string>, environment: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { readDevice } = await import("./device");
  return readDevice(new Headers(headers));
}

describe("the device of a sign-in", () => {
  beforeEach(() => void vi.resetModules());

  it("is the browser's user agent and the socket's address", async () => {
    const headers = { "user-agent": "Mozilla/5.0", "x-forwarded-for": "203.0.113.66, 192.0.2.1" };
    expect(await deviceOf(headers)).toEqual({ userAgent: "Mozilla/5.0", ip: "192.0.2.1" });
  });

  it("may be unknown", async () => {
    expect(await deviceOf({})).toEqual({ userAgent: null, ip: null });
    expect(await deviceOf({ "user-agent": "  " })).toEqual({ userAgent: null, ip: null });
  });

  it("takes its address from as many proxies back as we have", async () => {
    const headers = { "x-forwarded-for": "203.0.113.66, 198.51.100.7, 192.0.2.1" };
    const { ip } = await deviceOf(headers, { TRUSTED_PROXY_HOPS: "1" });
    expect(ip).toBe("198.51.100.7");
  });

  it("takes its address from Vercel's own header on Vercel, and nowhere else", async () => {
    const headers = {
      "x-forwarded-for": "203.0.113.66",
      "x-vercel-forwarded-for": "198.51.100.7, 192.0.2.9",
    };
    expect((await deviceOf(headers)).ip).toBe("203.0.113.66");
    vi.resetModules();
    expect((await deviceOf(headers, { VERCEL: "1" })).ip).toBe("198.51.100.7");
    const { "x-vercel-forwarded-for": _, ...without } = headers;
    expect((await deviceOf(without, { VERCEL: "1" })).ip).toBeNull();
  });

  it("has a user agent without control or invisible characters, of at most 512 characters", async () => {
    const { userAgent } = await deviceOf({
      "user-agent": `a\u0007\u001b\u00adb${"c".repeat(5000)}`,
    });
    expect(userAgent).toBe(`a b${"c".repeat(509)}`);
  });
});

describe("a client whose address can't be parsed", () => {
  beforeEach(() => void vi.resetModules());

  it.each([
    ["by the name that our proxy gave it", "203.0.113.66, _hidden-7, 192.0.2.1", "_hidden-7"],
    ["by the socket's address if our proxy didn't send it", "192.0.2.1", "192.0.2.1"],
  ])("is known %s", async (_, forwardedFor, client) => {
    const headers = { "x-forwarded-for": forwardedFor };
    expect((await deviceOf(headers, { TRUSTED_PROXY_HOPS: "1" })).ip).toBeNull();
    const { readUnparsedClient } = await import("./device");
    expect(readUnparsedClient(new Headers(headers))).toBe(client);
  });
});
