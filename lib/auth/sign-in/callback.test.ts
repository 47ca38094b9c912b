import { beforeEach, describe, expect, it, vi } from "vitest";
import { cookieOf, nameOf, newFlow } from "@/lib/test-support/flows";
import { cookiesSet, nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { handleCallback } from "./callback";
import type { Flow } from "./flow";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
vi.hoisted(() => {
  const settings = { RATE_LIMIT: "off", AUTH_GOOGLE_ID: "id", AUTH_GOOGLE_SECRET: "s" };
  Object.assign(process.env, settings);
});

// No callback below may redeem a code.
const fetched = vi.fn(() => Promise.reject(new Error("the provider was asked")));
beforeEach(() => {
  fetched.mockClear();
  vi.stubGlobal("fetch", fetched);
});

type Sent = { cookie?: string; provider?: string; headers?: Record<string, string> };

async function call(query: string, { cookie = "", provider = "google", headers }: Sent = {}) {
  const all = { "user-agent": "Mozilla/5.0", cookie, ...headers };
  receiveRequest(all);
  const url = `http://localhost:3000/api/auth/callback/${provider}?${query}`;
  const { status, headers: received } = await handleCallback(
    new Request(url, { headers: all }),
    provider,
  );
  return { status, location: received.get("location") };
}

const expired = () => cookiesSet().flatMap(({ name, maxAge }) => (maxAge === 0 ? [name] : []));
const stateOf = (flow: Flow) => `state=${flow.checks.state}`;

async function twoFlows(changes: Partial<Flow> = {}) {
  const [flow, other] = [newFlow(changes), newFlow()];
  return { flow, other, cookie: `${await cookieOf(flow)}; ${await cookieOf(other)}` };
}

describe("a callback that begins no sign-in", () => {
  it.each([
    ["without a code", "", 401],
    ["with an empty code", "&code=", 401],
    ["with another provider's iss", "&code=c&iss=https%3A%2F%2Fevil.example", 401],
    ["with an empty iss", "&code=c&iss=", 401],
    ["with an error", "&error=access_denied", 303],
    ["with an error and a code", "&error=access_denied&code=c", 303],
  ])("ends its own flow and no other, %s", async (_, parameters, status) => {
    const { flow, cookie } = await twoFlows();
    expect((await call(`${stateOf(flow)}${parameters}`, { cookie })).status).toBe(status);
    expect(expired()).toEqual([nameOf(flow)]);
    expect(fetched).not.toHaveBeenCalled();
    const again = await call(`${stateOf(flow)}${parameters}`, { cookie: nextCookieHeader() });
    expect(again.status).toBe(401);
  });

  it.each([
    ["an unknown state", () => "code=c&state=unknown"],
    ["no state", () => "code=c"],
    ["a doubled state", (flow: Flow) => `code=c&${stateOf(flow)}&${stateOf(flow)}`],
    ["a doubled code", (flow: Flow) => `code=c&code=c&${stateOf(flow)}`],
  ])("leaves all flows as they are, with %s", async (_, query) => {
    const { flow, cookie } = await twoFlows();
    expect((await call(query(flow), { cookie })).status).toBe(401);
    expect(cookiesSet()).toEqual([]);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("ends a flow that began at another provider", async () => {
    const { flow, cookie } = await twoFlows({ provider: "github" });
    expect((await call(`code=c&${stateOf(flow)}`, { cookie })).status).toBe(401);
    expect(expired()).toEqual([nameOf(flow)]);
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each(["prefetch", "prefetch;prerender"])(
    "redeems nothing and keeps its flow if the browser only makes it ahead: %s",
    async (purpose) => {
      const { flow, cookie } = await twoFlows();
      const headers = { "sec-purpose": purpose };
      const { status } = await call(`code=c&${stateOf(flow)}`, { cookie, headers });
      expect(status).toBe(503);
      expect(cookiesSet()).toEqual([]);
      expect(fetched).not.toHaveBeenCalled();
    },
  );
});

describe("a callback in a browser that is signed in", () => {
  it("goes where it wanted to go, and redeems and connects nothing", async () => {
    const { token } = await signInTestUser();
    const { flow, cookie } = await twoFlows({ returnTo: "/account" });
    const session = `authjs.session-token.3000=${token}`;
    const sent = { cookie: `${cookie}; ${session}` };
    expect(await call(`code=c&${stateOf(flow)}`, sent)).toEqual({
      status: 303,
      location: "/account",
    });
    expect(expired()).toEqual([nameOf(flow)]);
    expect(await call("code=c&state=unknown", sent)).toEqual({ status: 303, location: "/" });
    expect(fetched).not.toHaveBeenCalled();
  });

  it.each(["signed out", "another user's", "another session"])(
    "redeems nothing for an intent of a session that it no longer has: %s",
    async (how) => {
      const [ada, grace] = [await signInTestUser(), await signInTestUser()];
      const sessionId = how === "another session" ? crypto.randomUUID() : ada.currentUser.sessionId;
      const intent = { kind: "connect", userId: ada.userId, sessionId } as const;
      const { flow, cookie } = await twoFlows({ intent, returnTo: "/account" });
      const token = how === "another user's" ? grace.token : ada.token;
      const session = how === "signed out" ? "" : `; authjs.session-token.3000=${token}`;
      const sent = { cookie: `${cookie}${session}` };
      expect((await call(`code=c&${stateOf(flow)}`, sent)).status).toBe(401);
      expect(expired()).toEqual([nameOf(flow)]);
      expect(fetched).not.toHaveBeenCalled();
    },
  );
});

it("a callback of this browser's own flow is redeemed", async () => {
  const { flow, cookie } = await twoFlows();
  await call(`code=c&${stateOf(flow)}`, { cookie });
  expect(fetched).toHaveBeenCalled();
  expect(expired()).toEqual([nameOf(flow)]);
});
