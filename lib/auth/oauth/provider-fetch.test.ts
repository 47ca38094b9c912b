import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { closedOrigin, startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";
import { ProviderError } from "./provider-error";
import { beforeDeadline, providerFetch, readJson } from "./provider-fetch";

const limitBytes = 256 * 1024;
const call = (url: string, deadline?: AbortSignal) => providerFetch("userinfo", url, {}, deadline);
const soon = () => AbortSignal.timeout(150);

async function faultOf(promise: Promise<unknown>) {
  const error = await thrownBy(promise);
  expect(error).toBeInstanceOf(ProviderError);
  const { code, step, message } = error as ProviderError;
  expect(step).toBe("userinfo");
  expect(message).toMatch(/^userinfo: /);
  return code;
}

describe("a call to a provider", () => {
  it.each([200, 201, 400, 401, 403, 404, 429, 500, 503])(
    "returns status %i, headers and body to its caller",
    async (status) => {
      const { origin } = await startLocalServer((_, response) =>
        response.writeHead(status, { "content-type": "text/plain" }).end("body"),
      );
      const response = await call(origin);
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("text/plain");
      expect(await response.text()).toBe("body");
    },
  );

  it("sends method, headers and body as given", async () => {
    const { origin } = await startLocalServer((request, response) => {
      response.setHeader("x-seen", `${request.method} ${request.headers.authorization}`);
      request.pipe(response);
    });
    const init = { method: "POST", headers: { authorization: "Bearer t" }, body: "code=abc" };
    const response = await providerFetch("token", origin, init);
    expect(response.headers.get("x-seen")).toBe("POST Bearer t");
    expect(await response.text()).toBe("code=abc");
  });

  it.each([301, 302, 303, 307, 308])("follows no redirect with status %i", async (status) => {
    const elsewhere = await startLocalServer((_, response) => response.end("here"));
    const { origin } = await startLocalServer((_, response) =>
      response.writeHead(status, { location: elsewhere.origin }).end(),
    );
    expect(await faultOf(call(origin))).toBe("redirected");
    expect(elsewhere.paths).toEqual([]);
  });

  it("follows no redirect even if its caller asks for it", async () => {
    const elsewhere = await startLocalServer((_, response) => response.end("here"));
    const { origin } = await startLocalServer((_, response) =>
      response.writeHead(302, { location: elsewhere.origin }).end(),
    );
    const promise = providerFetch("userinfo", origin, { redirect: "follow" });
    expect(await faultOf(promise)).toBe("redirected");
    expect(elsewhere.paths).toEqual([]);
  });

  it("reports an unreachable provider", async () => {
    expect(await faultOf(call(await closedOrigin()))).toBe("unreachable");
    expect(await faultOf(call("http://provider.invalid/"))).toBe("unreachable");
  });

  it("reports a broken connection, before and within a response", async () => {
    const before = await startLocalServer((request) => request.socket.destroy());
    expect(await faultOf(call(before.origin))).toBe("unreachable");
    const within = await startLocalServer((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    });
    expect(await faultOf(call(within.origin))).toBe("unreachable");
  });
});

describe("a slow provider", () => {
  it("times out at the deadline when it sends nothing", async () => {
    const { origin } = await startLocalServer(() => {});
    expect(await faultOf(call(origin, soon()))).toBe("timeout");
  });

  it("times out at the deadline when its body drips on without end", async () => {
    const { origin } = await startLocalServer((_, response) => {
      const drip = setInterval(() => response.write("."), 10);
      response.on("close", () => clearInterval(drip));
    });
    const started = Date.now();
    expect(await faultOf(call(origin, soon()))).toBe("timeout");
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it("times out at once when the deadline has already passed", async () => {
    const { origin, paths } = await startLocalServer((_, response) => response.end());
    expect(await faultOf(call(origin, AbortSignal.abort()))).toBe("timeout");
    expect(paths).toEqual([]);
  });

  it.each([
    ["without a deadline", undefined],
    ["with a later deadline", AbortSignal.timeout(60_000)],
  ])("has five seconds for each call, %s", async (_, deadline) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const asked = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => timeout(100));
    const { origin } = await startLocalServer(() => {});
    expect(await faultOf(call(origin, deadline))).toBe("timeout");
    expect(asked.mock.calls).toEqual([[5_000]]);
  });
});

describe("a result that several sign-ins wait for", () => {
  it("delays none of them past its own deadline", async () => {
    const never = new Promise<never>(() => {});
    expect(await faultOf(beforeDeadline("userinfo", never, soon()))).toBe("timeout");
    expect(await faultOf(beforeDeadline("userinfo", never, AbortSignal.abort()))).toBe("timeout");
  });

  it("is passed on when it comes in time, and so is its failure", async () => {
    const later = AbortSignal.timeout(5_000);
    expect(await beforeDeadline("userinfo", Promise.resolve("keys"), later)).toBe("keys");
    const failed = Promise.reject(new ProviderError("userinfo", "unreachable"));
    expect(await faultOf(beforeDeadline("userinfo", failed, later))).toBe("unreachable");
  });
});

describe("a provider's response", () => {
  it("may have 256 kB", async () => {
    const { origin } = await startLocalServer((_, response) =>
      response.end("a".repeat(limitBytes)),
    );
    expect(await (await call(origin)).text()).toHaveLength(limitBytes);
  });

  it.each([
    ["with its length", (bytes: number) => ({ "content-length": String(bytes) })],
    ["in chunks", () => ({})],
  ])("is refused with one byte more, sent %s", async (_, headers) => {
    const { origin } = await startLocalServer((_, response) => {
      response.writeHead(200, headers(limitBytes + 1));
      response.write("a".repeat(limitBytes));
      response.end("a");
    });
    expect(await faultOf(call(origin))).toBe("too-large");
  });

  it("is not read to the end when it has none", async () => {
    let sent = 0;
    const { origin } = await startLocalServer((_, response) => {
      const pour = () => {
        while (!response.destroyed && response.write("a".repeat(65_536))) sent += 65_536;
        sent += 65_536;
      };
      response.on("drain", pour);
      pour();
    });
    expect(await faultOf(call(origin, AbortSignal.timeout(4_000)))).toBe("too-large");
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it("is measured after decompression: a few kB on the wire may be megabytes", async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
    expect(bomb.byteLength).toBeLessThan(limitBytes);
    const { origin } = await startLocalServer((_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
    );
    expect(await faultOf(call(origin))).toBe("too-large");
  });
});

describe("the JSON in a provider's response", () => {
  it("is read from a successful response", async () => {
    expect(await readJson("userinfo", Response.json([{ a: 1 }]))).toEqual([{ a: 1 }]);
  });

  it.each(["", "{", "<p>hello</p>", "\u0000", "{'a':1}"])("is malformed: %j", async (body) => {
    expect(await faultOf(readJson("userinfo", new Response(body)))).toBe("malformed");
  });

  it.each([400, 401, 403, 404, 429, 500, 503])("is ignored with status %i", async (status) => {
    const error = await thrownBy(readJson("userinfo", Response.json({ id: 1 }, { status })));
    expect(error).toMatchObject({ code: "bad-status", message: `userinfo: status ${status}` });
  });
});
