import { beforeEach, describe, expect, it, vi } from "vitest";
import { cookiesSet, nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { origin, parametersOf, post, type Sent } from "@/lib/test-support/start-sign-in";
import { readFlow } from "./flow-cookies";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.hoisted(() => {
  const settings = { RATE_LIMIT: "off", AUTH_GOOGLE_ID: "our client", AUTH_GOOGLE_SECRET: "s" };
  Object.assign(process.env, settings);
});
beforeEach(() => receiveRequest());

const flowsBegun = () => cookiesSet().filter(({ name }) => name.startsWith("foyer.flow.3000."));

describe("a start", () => {
  it("sends the browser to the provider, with a flow that returns to callbackUrl", async () => {
    const parameters = await parametersOf({ body: "callbackUrl=%2Faccount%3Fa%3D1" });
    const flow = await readFlow(nextCookieHeader(), parameters.get("state") ?? "", "google");
    expect(flow).toMatchObject({ provider: "google", returnTo: "/account?a=1", intent: null });
    expect(parameters.get("nonce")).toBe(flow?.checks.nonce);
  });

  it.each([
    ["another site", "callbackUrl=https%3A%2F%2Fevil.example%2F"],
    ["the sign-in page", "callbackUrl=%2Fsign-in"],
    ["no page", ""],
  ])("returns to the home page if it names %s", async (_, body) => {
    const parameters = await parametersOf({ body });
    const flow = await readFlow(nextCookieHeader(), parameters.get("state") ?? "", "google");
    expect(flow?.returnTo).toBe("/");
  });

  it("tells next-auth/react the provider's address", async () => {
    const response = await post({
      body: JSON.stringify({ callbackUrl: `${origin}/account`, csrfToken: "" }),
      headers: { "content-type": "application/json", "x-auth-return-redirect": "1" },
    });
    const { url } = await response.json();
    expect(new URL(url).origin).toBe("https://accounts.google.com");
    expect(flowsBegun()).toHaveLength(1);
  });

  it("starts nothing for a user who is signed in", async () => {
    const { token } = await signInTestUser();
    const cookie = `authjs.session-token.3000=${token}`;
    const headers = { "user-agent": "Mozilla/5.0", cookie };
    const response = await post({ body: "callbackUrl=%2Faccount", headers });
    expect(response.headers.get("location")).toBe("/account");
    expect(cookiesSet()).toEqual([]);
  });
});

describe("a start is refused, and begins no flow,", () => {
  const evil = { origin: "https://evil.example" };

  it.each<[string, Sent, number, string]>([
    ["at an unknown provider", { provider: "unknown" }, 404, "UnknownProvider"],
    ["at a provider that is not configured", { provider: "github" }, 404, "UnknownProvider"],
    ["from another site", { headers: evil }, 403, "CrossSite"],
    ["with a repeated field", { body: "callbackUrl=/&callbackUrl=/" }, 400, "InvalidRequest"],
    ["with a repeated parameter", { query: "?a=1&a=1" }, 400, "InvalidRequest"],
    ["with a field that is too long", { body: `a=${"x".repeat(2049)}` }, 413, "InvalidRequest"],
    ["with a long parameter", { query: `?a=${"x".repeat(2049)}` }, 413, "InvalidRequest"],
    ["for prompt=none", { query: "?prompt=none" }, 400, "InvalidRequest"],
  ])("%s", async (_, sent, status, error) => {
    const page = await post(sent);
    expect(page.status).toBe(status);
    expect(page.headers.get("content-type")).toContain("text/html");
    const headers = { ...sent.headers, "x-auth-return-redirect": "1" };
    const response = await post({ ...sent, headers });
    expect([response.status, await response.json()]).toEqual([
      status,
      { error, reference: expect.any(String), url: `${origin}/sign-in?error=${error}` },
    ]);
    expect(cookiesSet()).toEqual([]);
  });
});
