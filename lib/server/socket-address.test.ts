import { beforeAll, describe, expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { recordSocketAddress } from "./socket-address";

describe("X-Forwarded-For as our own server leaves it", () => {
  beforeAll(recordSocketAddress);

  it.each([
    ["nothing", undefined, "127.0.0.1"],
    ["one forged entry", "203.0.113.66", "203.0.113.66, 127.0.0.1"],
    ["a list of forged entries", "203.0.113.66, 127.0.0.2", "203.0.113.66, 127.0.0.2, 127.0.0.1"],
    ["commas", ",,", ",,, 127.0.0.1"],
    ["an empty one", "", "127.0.0.1"],
  ])("ends with the socket's address when the client sent %s", async (_, claimed, seen) => {
    const { origin } = await startLocalServer((request, response) =>
      response.end(request.headers["x-forwarded-for"]),
    );
    const headers = claimed === undefined ? undefined : { "x-forwarded-for": claimed };
    const received = await fetch(origin, { headers });
    expect(await received.text()).toBe(seen);
  });
});

describe("a request that this server sends to itself", () => {
  const call = (headers: Record<string, string>) => ({ "next-action": "a", ...headers });

  /** The headers that the server behind sees. A second request carries them again, as from Next.js. */
  async function ask(headers: Record<string, string>): Promise<Record<string, string>> {
    const { origin } = await startLocalServer((request, response) =>
      response.end(JSON.stringify(request.headers)),
    );
    return (await (await fetch(origin, { headers })).json()) as Record<string, string>;
  }

  const proof = "x-foyer-address-proof";

  it("keeps the addresses of the visitor that it acts for", async () => {
    const first = await ask(call({ "x-forwarded-for": "203.0.113.66" }));
    expect(first["x-forwarded-for"]).toBe("203.0.113.66, 127.0.0.1");
    const again = {
      "x-forwarded-for": String(first["x-forwarded-for"]),
      [proof]: String(first[proof]),
    };
    expect((await ask(call(again)))["x-forwarded-for"]).toBe("203.0.113.66, 127.0.0.1");
    // An action's redirect is fetched as a page.
    expect((await ask(again))["x-forwarded-for"]).toBe("203.0.113.66, 127.0.0.1");
  });

  it.each([
    ["made up", () => "A".repeat(43)],
    ["of another length", () => "A"],
    ["that is no ASCII", () => "\u00e9".repeat(43)],
    ["for other addresses", (given: string) => given],
  ])("is not trusted with a proof %s", async (_, proofFrom) => {
    const { [proof]: given = "" } = await ask(call({ "x-forwarded-for": "203.0.113.66" }));
    const seen = await ask(call({ "x-forwarded-for": "198.51.100.1", [proof]: proofFrom(given) }));
    expect(seen["x-forwarded-for"]).toBe("198.51.100.1, 127.0.0.1");
  });

  it("gets a proof only if it is a server action", async () => {
    expect(await ask({ [proof]: "planted" })).not.toHaveProperty(proof);
  });
});
