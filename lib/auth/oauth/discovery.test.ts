import type { RequestListener, ServerResponse } from "node:http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { closedOrigin, startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";
import { discoverMetadata } from "./discovery";
import { ProviderError } from "./provider-error";

const hourMilliseconds = 60 * 60 * 1000;
const document = (issuer: string, changes: Record<string, unknown> = {}) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  ...changes,
});
const sendJson = (response: ServerResponse, body: unknown) =>
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));

/** An issuer whose n-th request goes to the n-th listener, and later ones to the last listener. */
async function startIssuer(
  ...listeners: ((issuer: string, ...exchange: Parameters<RequestListener>) => void)[]
) {
  const server = await startLocalServer((request, response) => {
    const listener = listeners[Math.min(server.paths.length, listeners.length) - 1];
    listener?.(server.origin, request, response);
  });
  return server;
}

const valid = (issuer: string, _: unknown, response: ServerResponse) =>
  sendJson(response, document(issuer));
const moved = (issuer: string, _: unknown, response: ServerResponse) =>
  sendJson(response, document(issuer, { token_endpoint: `${issuer}/new` }));
const broken = (_: string, __: unknown, response: ServerResponse) =>
  response.writeHead(500).end("{}");

afterEach(() => void vi.useRealTimers());
function advanceClock(milliseconds: number) {
  const now = Date.now() + milliseconds;
  vi.useFakeTimers({ toFake: ["Date"], now });
}

describe("an OpenID provider's metadata", () => {
  it("is read from its well-known URL", async () => {
    const { origin, paths } = await startIssuer((issuer, _, response) =>
      sendJson(response, {
        ...document(issuer, { authorization_response_iss_parameter_supported: true }),
        scopes_supported: ["openid"],
      }),
    );
    expect(await discoverMetadata(origin)).toEqual(
      document(origin, { authorization_response_iss_parameter_supported: true }),
    );
    expect(paths).toEqual(["/.well-known/openid-configuration"]);
  });

  it("is fetched once, however many calls come at once or one after another", async () => {
    const { origin, paths } = await startIssuer(valid);
    await Promise.all(Array.from({ length: 20 }, () => discoverMetadata(origin)));
    advanceClock(hourMilliseconds - 60_000);
    for (let i = 0; i < 20; i++) await discoverMetadata(origin);
    expect(paths).toHaveLength(1);
  });

  it("is cached separately for each issuer", async () => {
    const [one, other] = [await startIssuer(valid), await startIssuer(valid)];
    const found = await Promise.all([discoverMetadata(one.origin), discoverMetadata(other.origin)]);
    expect(found.map(({ issuer }) => issuer)).toEqual([one.origin, other.origin]);
  });
});

describe("stale metadata", () => {
  it("is served without waiting while one request refreshes it", async () => {
    let release = () => {};
    const { origin, paths } = await startIssuer(valid, (issuer, request, response) => {
      release = () => moved(issuer, request, response);
    });
    await discoverMetadata(origin);
    advanceClock(hourMilliseconds + 1000);

    const stale = await Promise.all([discoverMetadata(origin), discoverMetadata(origin)]);
    for (const metadata of stale) expect(metadata.token_endpoint).toBe(`${origin}/token`);
    await vi.waitFor(() => expect(paths).toHaveLength(2));

    release();
    await vi.waitFor(async () => {
      expect((await discoverMetadata(origin)).token_endpoint).toBe(`${origin}/new`);
    });
    expect(paths).toHaveLength(2);
  });

  it("is kept when a refresh fails, and is refreshed again an hour later", async () => {
    const { origin, paths } = await startIssuer(valid, broken, moved);
    await discoverMetadata(origin);
    advanceClock(hourMilliseconds + 1000);
    for (let i = 0; i < 5; i++) {
      expect((await discoverMetadata(origin)).token_endpoint).toBe(`${origin}/token`);
      await vi.waitFor(() => expect(paths).toHaveLength(2));
    }
    advanceClock(hourMilliseconds + 1000);
    await discoverMetadata(origin);
    await vi.waitFor(async () => {
      expect((await discoverMetadata(origin)).token_endpoint).toBe(`${origin}/new`);
    });
  });

  it("is kept when the document now names another issuer", async () => {
    const { origin, paths } = await startIssuer(valid, (_, __, response) =>
      sendJson(response, document("https://evil.example")),
    );
    await discoverMetadata(origin);
    advanceClock(hourMilliseconds + 1000);
    await discoverMetadata(origin);
    await vi.waitFor(() => expect(paths).toHaveLength(2));
    expect((await discoverMetadata(origin)).issuer).toBe(origin);
  });
});

describe("metadata that is unavailable or invalid", () => {
  it("fails the sign-in and is not cached: the next one fetches it again", async () => {
    const { origin, paths } = await startIssuer(broken, valid);
    expect(await thrownBy(discoverMetadata(origin))).toMatchObject({ code: "bad-status" });
    expect((await discoverMetadata(origin)).issuer).toBe(origin);
    expect(paths).toHaveLength(2);
  });

  it("fails every sign-in that waits for it", async () => {
    const origin = await closedOrigin();
    const calls = Array.from({ length: 5 }, () => thrownBy(discoverMetadata(origin)));
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ step: "metadata", code: "unreachable" });
    }
  });

  it.each([
    ["another issuer", { issuer: "https://evil.example" }],
    ["no issuer", { issuer: undefined }],
    ["a list of issuers", { issuer: ["https://evil.example"] }],
    ["no token endpoint", { token_endpoint: undefined }],
    ["no authorization endpoint", { authorization_endpoint: null }],
    ["no keys", { jwks_uri: undefined }],
    ["a script as an endpoint", { authorization_endpoint: "javascript:alert(1)" }],
    ["a path as an endpoint", { token_endpoint: "/token" }],
    ["a file as its keys", { jwks_uri: "file:///etc/passwd" }],
    ["an object as an endpoint", { token_endpoint: { url: "https://a.example" } }],
  ])("is refused with %s", async (_, changes) => {
    const { origin } = await startIssuer((issuer, _, response) =>
      sendJson(response, document(issuer, changes)),
    );
    const error = await thrownBy(discoverMetadata(origin));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ step: "metadata", code: "malformed" });
  });

  // No such hosts exist, so the test stubs `fetch`.
  it.each(["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])(
    "is refused with a plain http %s when the issuer is https",
    async (name) => {
      const issuer = `https://${name.replaceAll("_", "-")}.example`;
      const changed = document(issuer, { [name]: "http://id.example/endpoint" });
      vi.stubGlobal("fetch", async () => Response.json(changed));
      const error = await thrownBy(discoverMetadata(issuer));
      expect(error).toMatchObject({ step: "metadata", code: "malformed" });
      expect((error as Error).message).toContain("not https");
    },
  );

  it("is refused when the issuer differs only by a slash", async () => {
    const { origin } = await startIssuer(valid);
    expect(await thrownBy(discoverMetadata(`${origin}/`))).toMatchObject({ code: "malformed" });
  });

  it.each(["<html></html>", "null", "[]", '"issuer"', ""])("is refused as %j", async (body) => {
    const { origin } = await startIssuer((_, __, response) => response.end(body));
    expect(await thrownBy(discoverMetadata(origin))).toMatchObject({ code: "malformed" });
  });
});
