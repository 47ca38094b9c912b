import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { limitBody } from "./limit-body";

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

let server: Server | undefined;
afterEach(() => server?.close());

const maxBytes = 100_000;

/** Sends a body without a Content-Length, in chunks, and returns the response and what the route got. */
async function upload(bytes: number, route: Route) {
  let got: unknown;
  server = createServer((incoming, response) => {
    const refuse = () => new Response("too long", { status: 413 });
    limitBody(incoming, response, { maxBytes, refuse });
    route(incoming, response).catch((error) => {
      got = error.name;
      response.end("of the route");
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, method: "POST", agent: false });
  // A connection that ends after the response has begun: reading the response says so, too.
  sent.on("error", () => {});
  const responded = once(sent, "response").then(async ([response]: IncomingMessage[]) => [
    response?.statusCode,
    await text(response as IncomingMessage),
  ]);
  for (let left = bytes; left > 0; left -= 10_000) sent.write(Buffer.alloc(Math.min(left, 10_000)));
  sent.end();
  return { response: await responded, got };
}

const respond: Route = async (incoming, response) => {
  response.end(String((await buffer(incoming)).length));
};

describe("a body without a length", () => {
  it("arrives whole up to its limit", async () => {
    for (const bytes of [0, 1, maxBytes]) {
      expect((await upload(bytes, respond)).response).toEqual([200, String(bytes)]);
      server?.close();
    }
  });

  it("never looks complete to the route beyond its limit, and gets our response", async () => {
    for (const bytes of [maxBytes + 1, 20 * maxBytes]) {
      const { response, got } = await upload(bytes, respond);
      expect(response).toEqual([413, "too long"]);
      expect(got).toBe("BodyTooLongError");
      server?.close();
    }
  });

  it("ends the connection if the route has begun to respond", async () => {
    const early: Route = async (incoming, response) => {
      response.write("early");
      await buffer(incoming);
      response.end();
    };
    await expect(upload(20 * maxBytes, early)).rejects.toThrow(/aborted|hang up|ECONNRESET|EPIPE/);
  });
});
