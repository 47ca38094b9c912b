import { beforeEach, describe, expect, it, vi } from "vitest";

async function placeOf(headers: Record<string, string>, environment: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { readPlace } = await import("./geo-headers");
  return readPlace(new Headers(headers));
}

const vercel = { "x-vercel-ip-city": "S%C3%A3o%20Paulo", "x-vercel-ip-country": "BR" };
const cloudflare = { "cf-ipcity": "Berlin", "cf-ipcountry": "DE" };
const named = { GEO_CITY_HEADER: "cf-ipcity", GEO_COUNTRY_HEADER: "cf-ipcountry" };

describe("the place of a request", () => {
  beforeEach(() => void vi.resetModules());

  it("is what Vercel's headers say, on Vercel and nowhere else", async () => {
    expect(await placeOf(vercel)).toBeNull();
    vi.resetModules();
    expect(await placeOf({ ...vercel, ...cloudflare }, { VERCEL: "1" })).toBe("São Paulo, BR");
  });

  it("is what the headers say that the deployer names, even on Vercel", async () => {
    expect(await placeOf(cloudflare)).toBeNull();
    vi.resetModules();
    const headers = { ...vercel, ...cloudflare };
    expect(await placeOf(headers, { ...named, VERCEL: "1" })).toBe("Berlin, DE");
  });

  it("may be a country or a city alone", async () => {
    expect(await placeOf({ "cf-ipcountry": "de" }, named)).toBe("DE");
    expect(await placeOf({ "cf-ipcity": "Berlin" })).toBe("Berlin");
  });

  it.each([
    ["an unknown country", { "cf-ipcountry": "XX" }, null],
    ["Tor", { "cf-ipcountry": "T1" }, null],
    ["a code that no country has", { "cf-ipcountry": "QJ" }, null],
    ["no code", { "cf-ipcountry": "<b>" }, null],
    ["a city that can't be decoded", { "cf-ipcity": "100%" }, "100%"],
    ["a city with control characters", { "cf-ipcity": "Ber%00%0Alin" }, "Ber lin"],
    ["a city that is too long", { "cf-ipcity": "a".repeat(500) }, "a".repeat(100)],
  ])("is read without harm from %s", async (_, headers, place) => {
    expect(await placeOf(headers as Record<string, string>, named)).toBe(place);
  });
});
