import { beforeEach, describe, expect, it, vi } from "vitest";
import { startConnectProxy } from "@/lib/test-support/connect-proxy";
import { startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";

/** A name that only the proxy can resolve. */
const provider = "http://id.foyer.test:8080";

beforeEach(() => {
  vi.resetModules();
  // The proxy is read once for each process.
  (globalThis as { foyer?: Map<string, unknown> }).foyer?.delete("outgoing-fetch");
});

async function callThrough(proxyUrl: string, url: string, { noProxy = "", init = {} } = {}) {
  vi.stubEnv("HTTP_PROXY", proxyUrl);
  vi.stubEnv("NO_PROXY", noProxy);
  const { providerFetch } = await import("./provider-fetch");
  return providerFetch("userinfo", url, init);
}

describe("a call to a provider behind a proxy", () => {
  it("goes through it, with method, headers and body", async () => {
    const { origin } = await startLocalServer((request, response) => {
      response.setHeader("x-seen", `${request.method} ${request.headers.authorization}`);
      request.pipe(response);
    });
    const proxy = await startConnectProxy(origin);
    const init = { method: "POST", headers: { authorization: "Bearer t" }, body: "code=abc" };
    const response = await callThrough(proxy.url, `${provider}/token`, { init });
    expect(response.headers.get("x-seen")).toBe("POST Bearer t");
    expect(await response.text()).toBe("code=abc");
    expect(proxy.asked).toEqual(["id.foyer.test:8080"]);
  });

  it("goes to this machine directly", async () => {
    const { origin } = await startLocalServer((_, response) => response.end("here"));
    const proxy = await startConnectProxy(origin);
    expect(await (await callThrough(proxy.url, origin)).text()).toBe("here");
    expect(proxy.asked).toEqual([]);
  });

  it.each(["*", "id.foyer.test", ".foyer.test", "other.test,id.foyer.test:8080"])(
    "goes to a host of NO_PROXY=%s directly",
    async (noProxy) => {
      const { origin } = await startLocalServer((_, response) => response.end());
      const proxy = await startConnectProxy(origin);
      const error = await thrownBy(callThrough(proxy.url, provider, { noProxy }));
      // Nothing but the proxy can resolve this name.
      expect(error).toMatchObject({ code: "unreachable" });
      expect(proxy.asked).toEqual([]);
    },
  );

  it("follows no redirect", async () => {
    const { origin, paths } = await startLocalServer((_, response) =>
      response.writeHead(302, { location: `${provider}/elsewhere` }).end(),
    );
    const proxy = await startConnectProxy(origin);
    const error = await thrownBy(callThrough(proxy.url, `${provider}/here`));
    expect(error).toMatchObject({ code: "redirected" });
    expect(paths).toEqual(["/here"]);
  });

  it("is limited in size", async () => {
    const { origin } = await startLocalServer((_, response) =>
      response.end("a".repeat(256 * 1024 + 1)),
    );
    const proxy = await startConnectProxy(origin);
    expect(await thrownBy(callThrough(proxy.url, provider))).toMatchObject({ code: "too-large" });
  });

  it("is limited in time", async () => {
    const { origin } = await startLocalServer(() => {});
    const proxy = await startConnectProxy(origin);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    const { providerFetch } = await import("./provider-fetch");
    const soon = AbortSignal.timeout(150);
    const error = await thrownBy(providerFetch("userinfo", provider, {}, soon));
    expect(error).toMatchObject({ code: "timeout" });
  });

  it("fails if the proxy turns it away", async () => {
    const { origin } = await startLocalServer((_, response) => response.end());
    const proxy = await startConnectProxy(origin, 407);
    expect(await thrownBy(callThrough(proxy.url, provider))).toMatchObject({ code: "unreachable" });
  });
});
