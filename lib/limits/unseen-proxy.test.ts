import { beforeEach, expect, it, vi } from "vitest";

const proxied = "198.51.100.7, 10.0.0.2";

beforeEach(() => {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "foyer");
});

async function noted(environment: Record<string, string>, seen: (string | null)[]) {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { log } = await import("@/lib/log");
  const warn = vi.spyOn(log, "warn").mockImplementation(() => {});
  const { warnOfUnseenProxy } = await import("./unseen-proxy");
  for (const header of seen) warnOfUnseenProxy(header);
  return warn.mock.calls.map(([line]) => (line as { event: string }).event);
}

it("warns once of a proxy that TRUSTED_PROXY_HOPS does not count", async () => {
  expect(await noted({}, [proxied, proxied])).toEqual(["limit.proxy-unseen"]);
});

it.each<[string, Record<string, string>, string | null]>([
  ["without a proxy", {}, "10.0.0.2"],
  ["without the header", {}, null],
  ["with a proxy that is counted", { TRUSTED_PROXY_HOPS: "1" }, proxied],
  ["on Vercel, whose own header is used", { VERCEL: "1" }, proxied],
])("does not warn %s", async (_, environment, header) => {
  expect(await noted(environment, [header])).toEqual([]);
});
