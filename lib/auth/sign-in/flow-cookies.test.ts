import { beforeEach, describe, expect, it, vi } from "vitest";
import { createChecks } from "@/lib/auth/oauth/authorization-request";
import { sealValue } from "@/lib/security/sealed-value";
import { cookiesSet, nextCookieHeader, receiveRequest } from "@/lib/test-support/next-headers";
import { type Flow, flowId, sealFlow } from "./flow";
import { expireFlow, hasFlowCookie, readFlow, setFlow } from "./flow-cookies";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
beforeEach(() => receiveRequest());

let started = Date.now();

/** A new flow, begun a second after the one before. */
function newFlow(changes: Partial<Flow> = {}): Flow {
  started += 1000;
  return {
    startedAt: started,
    provider: "google",
    returnTo: "/account",
    intent: null,
    checks: createChecks({ withNonce: true }),
    ...changes,
  };
}

const nameOf = (flow: Flow) => `foyer.flow.${flowId(flow.checks.state)}`;
const cookieOf = async (flow: Flow) => `${nameOf(flow)}=${await sealFlow(flow)}`;

/** Starts flows one after the other, as one browser does. @returns its Cookie header then */
async function startInTurn(flows: Flow[], cookieHeader = ""): Promise<string> {
  let header = cookieHeader;
  for (const flow of flows) {
    receiveRequest({ cookie: header });
    await setFlow(flow, header);
    header = nextCookieHeader();
  }
  return header;
}

const expired = () => cookiesSet().flatMap(({ name, maxAge }) => (maxAge === 0 ? [name] : []));

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
    for (const header of [null, "", "foyer.flow.=x; a=b"]) {
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

describe("a start", () => {
  it("leaves up to four flows beside its own", async () => {
    const flows = Array.from({ length: 5 }, () => newFlow());
    const header = await startInTurn(flows);
    expect(expired()).toEqual([]);
    for (const flow of flows)
      expect(await readFlow(header, flow.checks.state, "google")).toEqual(flow);
  });

  it("expires the oldest flow for a sixth, in whatever order the browser sends them", async () => {
    const [oldest, ...others] = Array.from({ length: 5 }, () => newFlow()) as [Flow, ...Flow[]];
    const sent = [others[2], others[0], oldest, others[3], others[1]] as Flow[];
    const header = (await Promise.all(sent.map(cookieOf))).join("; ");
    const next = await startInTurn([newFlow()], header);
    expect(expired()).toEqual([nameOf(oldest)]);
    expect(hasFlowCookie(next, oldest.checks.state)).toBe(false);
  });

  it("expires a flow that does not open before one that does", async () => {
    const flows = Array.from({ length: 4 }, () => newFlow());
    const cookies = await Promise.all(flows.map(cookieOf));
    await startInTurn([newFlow()], ["foyer.flow.planted=x", ...cookies].join("; "));
    expect(expired()).toEqual(["foyer.flow.planted"]);
  });

  it("expires all beyond five, however many were planted", async () => {
    const planted = Array.from({ length: 50 }, (_, index) => `foyer.flow.${index}=x`);
    const own = newFlow();
    const next = await startInTurn([newFlow()], [...planted, await cookieOf(own)].join("; "));
    expect(expired()).toHaveLength(47);
    expect(expired()).not.toContain(nameOf(own));
    expect(next.split("; ")).toHaveLength(5);
  });

  it("expires the oldest flows if all would be longer than 6 kB", async () => {
    const returnTo = `/${"a".repeat(1000)}`;
    const flows = Array.from({ length: 4 }, () => newFlow({ returnTo }));
    const header = await startInTurn(flows);
    const sizes = (await Promise.all(flows.map(sealFlow))).map(({ length }) => length);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(6 * 1024);
    expect(expired()).toEqual([nameOf(flows[0] as Flow)]);
    const [, ...kept] = flows;
    for (const flow of kept)
      expect(await readFlow(header, flow.checks.state, "google")).toEqual(flow);
  });

  it("touches no other cookie, long or alike in name", async () => {
    const others = `a=${"x".repeat(8000)}; foyer.flowers=1; xfoyer.flow.1=2; foyer.flash=3`;
    const next = await startInTurn(
      Array.from({ length: 7 }, () => newFlow()),
      others,
    );
    expect(next.startsWith(`${others}; `)).toBe(true);
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
