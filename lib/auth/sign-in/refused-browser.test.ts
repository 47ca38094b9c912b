import { beforeEach, describe, expect, it, vi } from "vitest";
import { createSessionToken } from "@/lib/auth/session/token";
import { log } from "@/lib/log";
import * as counts from "@/lib/telemetry/counts";
import { cookiesSet, receiveRequest } from "@/lib/test-support/next-headers";
import { origin, parametersOf, post } from "@/lib/test-support/start-sign-in";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.hoisted(() => {
  const google = { AUTH_GOOGLE_ID: "our client", AUTH_GOOGLE_SECRET: "s" };
  const github = { AUTH_GITHUB_ID: "our client", AUTH_GITHUB_SECRET: "s" };
  Object.assign(process.env, { RATE_LIMIT: "off", ...google, ...github });
});
beforeEach(() => {
  vi.restoreAllMocks();
  receiveRequest();
});

const instagram = {
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21G93 Instagram 359.0.0.37.88",
};
const page = "/sign-in/open-browser?provider=google";

describe("a start in a browser that Google refuses", () => {
  it("begins no flow, and leads to the page that names another browser", async () => {
    const response = await post({ headers: instagram });
    expect([response.status, response.headers.get("location")]).toEqual([303, page]);
    expect(cookiesSet()).toEqual([]);
  });

  it.each(["invitation", "recovery"])("takes the return path and the %s along", async (kind) => {
    const token = createSessionToken();
    const fields = { callbackUrl: "/orders?a=1", [kind]: token };
    const response = await post({ headers: instagram, body: `${new URLSearchParams(fields)}` });
    expect(response.headers.get("location")).toBe(
      `${page}&callbackUrl=%2Forders%3Fa%3D1&${kind}=${token}`,
    );
  });

  it("tells next-auth/react the page's address, with the reason", async () => {
    const headers = { ...instagram, "x-auth-return-redirect": "1" };
    const response = await post({ headers });
    expect([response.status, await response.json()]).toEqual([
      403,
      { url: `${origin}${page}&error=EmbeddedBrowser` },
    ]);
  });

  it("reaches Google if the visitor wants to try anyway", async () => {
    const parameters = await parametersOf({ headers: instagram, body: "tryAnyway=true" });
    expect(parameters.get("state")).toMatch(/./);
  });

  it("reaches a provider that opens in it", async () => {
    const response = await post({ provider: "github", headers: instagram });
    expect(response.headers.get("location")).toMatch(/^https:\/\/github\.com\//);
  });
});

it.each([
  ["", "explained"],
  ["tryAnyway=true", "tried-anyway"],
])("counts and logs what came of it: %j", async (body, outcome) => {
  const line = vi.spyOn(log, "info");
  const count = vi.spyOn(counts, "countEmbeddedBrowser");
  await post({ headers: instagram, body });
  const facts = { provider: "google", app: "Instagram", outcome };
  expect(count.mock.calls).toEqual([[facts]]);
  expect(line.mock.calls).toEqual([
    [expect.objectContaining({ event: "sign-in.embedded-browser", ...facts })],
  ]);
});

it("counts and logs nothing for an ordinary browser", async () => {
  const line = vi.spyOn(log, "info");
  const count = vi.spyOn(counts, "countEmbeddedBrowser");
  await parametersOf({ headers: { "user-agent": "Mozilla/5.0" } });
  expect([count.mock.calls, line.mock.calls]).toEqual([[], []]);
});
