import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChecks } from "@/lib/auth/oauth/authorization-url";
import { sealValue } from "@/lib/security/sealed-value";
import { cookieOf, nameOf, newFlow, startInTurn } from "@/lib/test-support/flows";
import { cookiesSet, nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";
import { sealFlow } from "./flow";
import { expireFlow, hasFlowCookie, readFlow } from "./flow-cookies";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
beforeEach(() => receiveRequest());

describe("a flow", () => {
  it("is found by its state, with all that it carries", async () => {
    const intent = { kind: "connect", userId: "u", sessionId: "s" } as const;
    const flow = newFlow({ intent });
    const header = await startInTurn([flow]);
    expect(await readFlow(header, flow.checks.state, "google")).toEqual(flow);
  });

  it("lives for fifteen minutes in a cookie that scripts and other sites cannot use", async () => {
    const flow = newFlow();
    await startInTurn([flow]);
    expect(cookiesSet()).toEqual([
      expect.objectContaining({
        name: nameOf(flow),
        maxAge: 900,
        httpOnly: true,
        sameSite: "lax",
        path: "/",
      }),
    ]);
  });

  it("reveals neither state nor verifier in its cookie", async () => {
    const { checks } = newFlow();
    const header = await startInTurn([newFlow({ checks })]);
    for (const secret of [checks.state, checks.codeVerifier, checks.nonce ?? ""])
      expect(header).not.toContain(secret);
  });

  it("is not found by the state of a flow beside it", async () => {
    const [first, second] = [newFlow({ returnTo: "/first" }), newFlow({ returnTo: "/second" })];
    const header = await startInTurn([first, second]);
    expect(await readFlow(header, first.checks.state, "google")).toEqual(first);
    expect(await readFlow(header, second.checks.state, "google")).toEqual(second);
    expect(await readFlow(header, createChecks({ withNonce: false }).state, "google")).toBeNull();
  });

  it("is not found under another state's name", async () => {
    const [own, other] = [newFlow(), newFlow()];
    const header = `${nameOf(other)}=${await sealFlow(own)}`;
    expect(hasFlowCookie(header, other.checks.state)).toBe(true);
    expect(await readFlow(header, other.checks.state, "google")).toBeNull();
  });

  it("is not found at another provider's callback", async () => {
    const flow = newFlow();
    const header = await cookieOf(flow);
    expect(await readFlow(header, flow.checks.state, "github")).toBeNull();
  });

  it("is not found in another browser", async () => {
    const { state } = newFlow().checks;
    for (const header of [null, "", "foyer.flow.3000.=x; a=b"]) {
      expect(hasFlowCookie(header, state)).toBe(false);
      expect(await readFlow(header, state, "google")).toBeNull();
    }
  });
});

describe("no flow is found in a cookie that", () => {
  const flow = newFlow();
  const { state } = flow.checks;

  it.each<[string, () => string | Promise<string>]>([
    ["is empty", () => ""],
    ["is garbled", () => "eyJhbGciOiJkaXIi..x.y.z"],
    ["holds plain JSON", () => encodeURIComponent(JSON.stringify(flow))],
    ["was cut", async () => (await sealFlow(flow)).slice(0, -1)],
    ["is sealed with another secret", () => sealValue("flow", flow, 900, ["another secret"])],
    ["is sealed for another purpose", () => sealValue("connect-offer", flow, 900)],
    ["has expired", () => sealValue("flow", flow, -1)],
    ["lacks a check", () => sealValue("flow", { ...flow, checks: { state } }, 900)],
    ["has an unknown intent", () => sealValue("flow", { ...flow, intent: { kind: "x" } }, 900)],
  ])("%s", async (_, value) => {
    const header = `${nameOf(flow)}=${await value()}`;
    expect(await readFlow(header, state, "google")).toBeNull();
    expect(hasFlowCookie(header, state)).toBe(true);
  });

  it("was sent twice, since one of the two was planted", async () => {
    const cookie = await cookieOf(flow);
    for (const second of [cookie, `${nameOf(flow)}=`]) {
      expect(await readFlow(`${cookie}; ${second}`, state, "google")).toBeNull();
      expect(hasFlowCookie(`${second}; ${cookie}`, state)).toBe(false);
    }
  });

  it("was sealed more than fifteen minutes ago", async () => {
    const header = await cookieOf(flow);
    expect(await readFlow(header, state, "google")).not.toBeNull();
    vi.useFakeTimers({ now: Date.now() + 901_000, toFake: ["Date"] });
    try {
      expect(await readFlow(header, state, "google")).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});

it("ending a flow expires its cookie and no other", async () => {
  const [ended, other] = [newFlow(), newFlow()];
  const header = await startInTurn([ended, other]);
  receiveRequest({ cookie: header });
  await expireFlow(ended.checks.state);
  expect(cookiesSet()).toEqual([
    expect.objectContaining({ name: nameOf(ended), value: "", maxAge: 0, path: "/" }),
  ]);
  expect(await readFlow(nextCookieHeader(), ended.checks.state, "google")).toBeNull();
  expect(await readFlow(nextCookieHeader(), other.checks.state, "google")).toEqual(other);
});
