import { beforeEach, describe, expect, it, vi } from "vitest";
import { cookieOf, nameOf, newFlow, startInTurn } from "@/lib/test-support/flows";
import { cookiesSet, receiveRequest } from "@/lib/test-support/next-headers";
import { type Flow, sealFlow } from "./flow";
import { hasFlowCookie, readFlow } from "./flow-cookies";

vi.mock("next/headers", () => import("@/lib/test-support/next-headers"));
beforeEach(() => receiveRequest());

const expired = () => cookiesSet().flatMap(({ name, maxAge }) => (maxAge === 0 ? [name] : []));

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
    await startInTurn([newFlow()], ["foyer.flow.3000.planted=x", ...cookies].join("; "));
    expect(expired()).toEqual(["foyer.flow.3000.planted"]);
  });

  it("expires all beyond five, however many were planted", async () => {
    const planted = Array.from({ length: 50 }, (_, index) => `foyer.flow.3000.${index}=x`);
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
    const others = `a=${"x".repeat(8000)}; foyer.flowers=1; xfoyer.flow.3000.1=2; foyer.flash.3000=3`;
    const next = await startInTurn(
      Array.from({ length: 7 }, () => newFlow()),
      others,
    );
    expect(next.startsWith(`${others}; `)).toBe(true);
  });
});
