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
import { warmKeySet } from "./jwks";
import { ProviderError } from "./provider-error";

afterEach(() => void vi.useRealTimers());

describe("the provider's keys", () => {
  it("are fetched once for many sign-ins", async () => {
    const server = await startKeyServer();
    await warmKeySet(`${server.origin}/jwks`);
    for (let i = 0; i < 10; i++) await verify(await sign(claims()), server);
    expect(server.paths).toEqual(["/jwks"]);
  });

  it("are fetched again for an unknown kid, but not for every token that makes one up", async () => {
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
    ["an error", 500, "{}"],
    ["HTML", 200, "<html>"],
    ["no keys", 200, "{}"],
    ["an empty list", 200, JSON.stringify({ keys: [] })],
    ["a key without its modulus", 200, JSON.stringify({ keys: [{ ...publicJwk, n: undefined }] })],
    [
      "a key of another kind",
      200,
      JSON.stringify({ keys: [{ ...publicJwk, kty: "oct", k: "a" }] }),
    ],
    [
      "half a key on a curve",
      200,
      JSON.stringify({ keys: [{ kty: "EC", crv: "P-256", x: "AA" }] }),
    ],
    ["a key on no curve", 200, JSON.stringify({ keys: [{ kty: "OKP", x: "AA" }] })],
    ["a megabyte", 200, "x".repeat(1_000_000)],
    ["a redirect", 302, ""],
  ])("that arrive as %s sign no one in, and are not cached", async (_, status, body) => {
    const server = await startLocalServer((_, response) => {
      if (server.paths.length === 1) response.writeHead(status).end(body);
      else response.end(JSON.stringify({ keys: [publicJwk] }));
    });
    const error = await thrownBy(verify(await sign(claims()), server));
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ step: "keys" });
    await expect(verify(await sign(claims()), server)).resolves.toMatchObject({ sub: "1234" });
  });

  it("are used even if the set has unusable keys too", async () => {
    const server = await startKeyServer(() => [{ kty: "OKP" }, { ...publicJwk, n: 1 }, publicJwk]);
    await expect(verify(await sign(claims()), server)).resolves.toMatchObject({ sub: "1234" });
  });

  it("are fetched again for the next sign-in after a failed fetch", async () => {
    const server = await startLocalServer((_, response) => {
      if (server.paths.length === 1) response.writeHead(500).end();
      else response.end(JSON.stringify({ keys: [publicJwk] }));
    });
    expect(await thrownBy(verify(await sign(claims()), server))).toBeInstanceOf(ProviderError);
    await expect(verify(await sign(claims()), server)).resolves.toMatchObject({ sub: "1234" });
  });
});
