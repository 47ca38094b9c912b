import type { RequestListener } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import {
  pictureBodyBytes,
  routeBodyBytes,
  serverActionBodyBytes,
} from "@/lib/security/body-limits";
import { startLocalServer } from "@/lib/test-support/local-server";
import { enforceBodyTimeout } from "./body-timeout";

/** A server that the app takes for one that Next.js started. */
async function startNextServer(listener: RequestListener) {
  const server = await startLocalServer(listener);
  vi.stubEnv("__NEXT_PRIVATE_ORIGIN", server.origin);
  return server;
}

const countBytes: RequestListener = async (request, response) => {
  let length = 0;
  for await (const chunk of request) length += chunk.length;
  response.end(String(length));
};

const head = "POST / HTTP/1.1\r\nHost: localhost\r\n";

describe("a body that never ends", () => {
  beforeAll(() => enforceBodyTimeout(100));

  it.each([
    ["that sends nothing", `${head}Content-Length: 9\r\n\r\n`, ""],
    ["that arrives byte by byte", `${head}Content-Length: 9000\r\n\r\n`, "x"],
    ["that arrives in chunks", `${head}Transfer-Encoding: chunked\r\n\r\n`, "1\r\nx\r\n"],
  ])(
    "%s is read as far as it came, and the connection closes after the response",
    async (_, sent, more) => {
      const { origin } = await startNextServer(async (request, response) => {
        let length = 0;
        for await (const chunk of request) length += chunk.length;
        response.end(`read ${length}`);
      });
      const { response: received, milliseconds } = await exchange(origin, sent, more);
      expect(received).toMatch(/^HTTP\/1.1 200 OK\r\nconnection: close\r\n.*read \d+/is);
      expect(milliseconds).toBeLessThan(2_000);
    },
  );

  it("keeps no connection open whose response did not need it", async () => {
    const { origin } = await startNextServer((_, response) => response.end("at once"));
    const sent = `${head}Content-Length: 9000\r\n\r\n`;
    const { response: received, milliseconds } = await exchange(origin, sent, "x");
    expect(received).toContain("at once");
    expect(milliseconds).toBeLessThan(2_000);
  });
});

describe("a body for a builder's route", () => {
  // The timeout of the block above is in force here too.
  const path = "POST /upload HTTP/1.1\r\nHost: localhost\r\n";

  it("has more time than our forms", async () => {
    const { origin } = await startNextServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.setHeader("connection", "close").end(Buffer.concat(chunks));
    });
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.write(`${path}Content-Length: 10\r\n\r\nfirst`);
    setTimeout(() => socket.write("-half"), 400);
    expect(await text(socket)).toContain("first-half");
  });

  it("arrives whole, however long", async () => {
    const { origin } = await startNextServer(countBytes);
    const body = new Uint8Array(2 * routeBodyBytes);
    const response = await fetch(`${origin}/upload`, { method: "POST", body });
    expect(await response.text()).toBe(String(body.length));
  });
});

describe("a body for one of Foyer's pages", () => {
  it("is not kept beyond the limit, but far enough to show that it was exceeded", async () => {
    const { origin } = await startNextServer(countBytes);
    const body = new Uint8Array(10 * serverActionBodyBytes);
    const response = await fetch(`${origin}/account`, { method: "POST", body });
    const kept = Number(await response.text());
    expect(kept).toBeGreaterThan(serverActionBodyBytes);
    expect(kept).toBeLessThan(2 * serverActionBodyBytes);
  });
});

describe("an uploaded picture", () => {
  const path = "/account/picture";

  it("arrives whole up to its own limit, and is not kept beyond", async () => {
    const { origin } = await startNextServer(countBytes);
    const send = async (bytes: number) => {
      const body = new Uint8Array(bytes);
      return Number(await (await fetch(`${origin}${path}`, { method: "POST", body })).text());
    };
    expect(await send(pictureBodyBytes)).toBe(pictureBodyBytes);
    expect(await send(4 * pictureBodyBytes)).toBeLessThan(2 * pictureBodyBytes);
  });

  it("has more time than our forms", async () => {
    const { origin } = await startNextServer(countBytes);
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;
    socket.write(`${head}Content-Length: 10\r\n\r\nfirst`);
    setTimeout(() => socket.write("-half"), 400);
    expect(await text(socket)).toMatch(/\b10\b/);
  });
});

describe("a server of the builder's, in the same process", () => {
  it("gets every body whole, at Foyer's addresses too", async () => {
    await startNextServer(countBytes);
    const { origin } = await startLocalServer(countBytes);
    const body = new Uint8Array(5 * serverActionBodyBytes);
    const response = await fetch(`${origin}/account`, { method: "POST", body });
    expect(await response.text()).toBe(String(body.length));
  });
});

it("a body that arrives in time is left alone, and so is its connection", async () => {
  const { origin } = await startNextServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    setTimeout(() => response.end(Buffer.concat(chunks)), 200);
  });
  const received = await fetch(origin, { method: "POST", body: "all of it" });
  expect(received.headers.get("connection")).toBe("keep-alive");
  expect(await received.text()).toBe("all of it");
});

/** Sends `sent`, then `more` every 20 ms, until the server closes the connection. */
async function exchange(origin: string, sent: string, more: string) {
  const startedAt = performance.now();
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.write(sent);
  const drip = setInterval(() => socket.write(more), 20);
  let response = "";
  socket.on("data", (chunk) => {
    response += chunk;
  });
  // A client that is still writing may get a reset.
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(drip);
  return { response, milliseconds: performance.now() - startedAt };
}
