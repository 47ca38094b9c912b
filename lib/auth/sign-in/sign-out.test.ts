import { beforeEach, describe, expect, it, vi } from "vitest";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { cookiesSet, receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { handleSignOut } from "./sign-out";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
beforeEach(() => receiveRequest());

const origin = "http://localhost:3000";

async function post(token: string, body = "", headers: Record<string, string> = {}) {
  const all = {
    origin,
    "content-type": "application/x-www-form-urlencoded",
    cookie: `authjs.session-token.3000=${token}`,
    ...headers,
  };
  receiveRequest(all);
  const url = `${origin}/api/auth/signout`;
  return handleSignOut(new Request(url, { method: "POST", body, headers: all }));
}

const isLive = async (token: string) => (await findLiveSession(hashToken(token))) !== null;
const isCookieExpired = () =>
  cookiesSet().some(({ name, maxAge }) => name === "authjs.session-token.3000" && maxAge === 0);

describe("signing out", () => {
  it("ends the session and its cookie, and goes to callbackUrl", async () => {
    const { token } = await signInTestUser();
    const response = await post(token, "callbackUrl=%2Fhello");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/hello"]);
    expect(await isLive(token)).toBe(false);
    expect(isCookieExpired()).toBe(true);
  });

  it("goes to the home page if callbackUrl is another site's", async () => {
    const { token } = await signInTestUser();
    const response = await post(token, "callbackUrl=https%3A%2F%2Fevil.example%2F");
    expect(response.headers.get("location")).toBe("/");
  });

  it("tells next-auth/react where to go", async () => {
    const { token } = await signInTestUser();
    const body = JSON.stringify({ callbackUrl: `${origin}/hello`, csrfToken: "" });
    const headers = { "content-type": "application/json", "x-auth-return-redirect": "1" };
    const response = await post(token, body, headers);
    expect([response.status, await response.json()]).toEqual([200, { url: `${origin}/hello` }]);
    expect(await isLive(token)).toBe(false);
  });

  it("ends every session whose cookie arrives, if another host has planted a second one", async () => {
    const [{ token }, { token: planted }] = [await signInTestUser(), await signInTestUser()];
    const response = await post(`${token}; authjs.session-token.3000=${planted}`);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    expect([await isLive(token), await isLive(planted)]).toEqual([false, false]);
  });

  it("works without a session", async () => {
    const response = await post("none");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    expect(isCookieExpired()).toBe(true);
  });
});

describe("signing out is refused, and the user stays signed in,", () => {
  it.each<[string, string, Record<string, string>, number]>([
    ["from another site", "", { origin: "https://evil.example" }, 403],
    ["from a sandboxed frame", "", { origin: "null", "sec-fetch-site": "cross-site" }, 403],
    ["with a repeated field", "callbackUrl=/&callbackUrl=/", {}, 400],
    ["with a field that is too long", `callbackUrl=/${"x".repeat(2048)}`, {}, 413],
  ])("%s", async (_, body, headers, status) => {
    const { token } = await signInTestUser();
    expect((await post(token, body, headers)).status).toBe(status);
    expect(await isLive(token)).toBe(true);
    expect(cookiesSet()).toEqual([]);
  });
});
