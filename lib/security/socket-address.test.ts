import { beforeAll, describe, expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { recordSocketAddress } from "./socket-address";

describe("X-Forwarded-For as our own server leaves it", () => {
  beforeAll(recordSocketAddress);

  it.each([
    ["nothing", undefined, "127.0.0.1"],
    ["one lie", "203.0.113.66", "203.0.113.66, 127.0.0.1"],
    ["a list of lies", "203.0.113.66, 127.0.0.2", "203.0.113.66, 127.0.0.2, 127.0.0.1"],
    ["commas", ",,", ",,, 127.0.0.1"],
    ["an empty one", "", "127.0.0.1"],
  ])("ends with the socket's address when the client sent %s", async (_, claimed, seen) => {
    const { origin } = await startLocalServer((request, response) =>
      response.end(request.headers["x-forwarded-for"]),
    );
    const headers = claimed === undefined ? undefined : { "x-forwarded-for": claimed };
    const answer = await fetch(origin, { headers });
    expect(await answer.text()).toBe(seen);
  });
});
