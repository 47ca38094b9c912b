import { afterEach, describe, expect, it, vi } from "vitest";
import {
  claims,
  publicJwk,
  sign,
  startKeyServer,
  verify,
} from "@/lib/test-support/id-token-issuer";
import { startLocalServer } from "@/lib/test-support/local-server";
import { thrownBy } from "@/lib/test-support/thrown";
import { warmKeySet } from "./id-token";
import { ProviderError } from "./provider-error";

afterEach(() => void vi.useRealTimers());

describe("the provider's keys", () => {
  it("are fetched once for many sign-ins", async () => {
    const server = await startKeyServer();
    await warmKeySet(`${server.origin}/jwks`);
    for (let i = 0; i < 10; i++) await verify(await sign(claims()), server);
    expect(server.paths).toEqual(["/jwks"]);
  });

  it("are fetched again for an unknown name, but not by every token that makes one up", async () => {
    let kid = "key-1";
    const server = await startKeyServer(() => [{ ...publicJwk, kid }]);
    await verify(await sign(claims()), server);
    kid = "key-2";
    const unknown = async () => {
      for (let i = 0; i < 5; i++) {
        const idToken = await sign(claims(), { header: { kid: `made-up-${i}` } });
        expect(await thrownBy(verify(idToken, server))).toMatchObject({ code: "id-token-invalid" });
      }
    };
    await unknown();
    expect(server.paths).toHaveLength(1);

    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
    await verify(await sign(claims(), { header: { kid } }), server);
    await unknown();
    expect(server.paths).toHaveLength(2);
  });

  it.each([
    ["an error", (status: number) => ({ status, body: "{}" }), 500],
    ["HTML", (status: number) => ({ status, body: "<html>" }), 200],
    ["no keys", (status: number) => ({ status, body: "{}" }), 200],
    ["a megabyte", (status: number) => ({ status, body: "x".repeat(1_000_000) }), 200],
    ["a redirect", (status: number) => ({ status, body: "" }), 302],
  ])("that come as %s let nobody in", async (_, answer, code) => {
    const { status, body } = answer(code);
    const server = await startLocalServer((_, response) => response.writeHead(status).end(body));
    expect(await thrownBy(verify(await sign(claims()), server))).toBeInstanceOf(ProviderError);
  });

  it("that failed to come once are fetched anew for the next sign-in", async () => {
    const server = await startLocalServer((_, response) => {
      if (server.paths.length === 1) response.writeHead(500).end();
      else response.end(JSON.stringify({ keys: [publicJwk] }));
    });
    expect(await thrownBy(verify(await sign(claims()), server))).toBeInstanceOf(ProviderError);
    await expect(verify(await sign(claims()), server)).resolves.toBeUndefined();
  });
});
