import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { isActionPending, markActionStarted, runWithActionCall } from "@/lib/http/action-call";
import { replaceResponse } from "./replace-response";
import { findUnread } from "./unread-action";

type Compression = () => (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

/** With which Next.js wraps the response after the gate. */
const compression: Compression = createRequire(import.meta.url)("next/dist/compiled/compression");

let server: Server | undefined;
afterEach(() => server?.close());

/** Serves one request, and replaces the handler's response as the gate does. */
async function respond(handler: (response: ServerResponse) => void, headers = {}) {
  server = createServer((request, response) => {
    const call = { hasStarted: false };
    response.setHeader("x-planted", "by Next.js");
    replaceResponse(response, () => {
      const problem = findUnread(response, call);
      return problem && new Response(`replaced: ${problem}`, { status: 400 });
    });
    runWithActionCall(call, () => compression()(request, response, () => handler(response)));
  });
  await new Promise<void>((resolve) => server?.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://localhost:${port}`, { headers });
  const text = await response.text();
  if (response.status === 400) expect(response.headers.has("x-planted")).toBe(false);
  return [response.status, text];
}

/** The ways in which a response can be sent. */
const ways: Record<string, (response: ServerResponse) => void> = {
  "at once": (response) => response.end("<p>of Next.js</p>"),
  "with its head first": (response) => response.writeHead(500).end("<p>of Next.js</p>"),
  "in a stream": (response) => {
    response.flushHeaders();
    response.write("<p>of ");
    response.write("Next.js</p>", () => response.end());
  },
};

describe("a call whose action has not started", () => {
  for (const [way, send] of Object.entries(ways)) {
    for (const encoding of ["identity", "gzip"]) {
      it(`gets another response if Next.js fails, sent ${way} with the encoding ${encoding}`, async () => {
        const response = await respond(
          (response) => {
            response.statusCode = 500;
            response.setHeader("content-type", "text/html");
            send(response);
          },
          { "accept-encoding": encoding },
        );
        expect(response).toEqual([400, "replaced: unreadable"]);
      });
    }
  }

  it("gets another response if Next.js knows no such action", async () => {
    const response = await respond((response) => {
      response.setHeader("x-nextjs-action-not-found", "1");
      response.statusCode = 404;
      response.end("Server action not found.");
    });
    expect(response).toEqual([400, "replaced: outdated"]);
  });

  it("gets every other response as it is", async () => {
    expect(await respond((response) => response.end("fine"))).toEqual([200, "fine"]);
    const redirect = (response: ServerResponse) => response.writeHead(404).end("nothing here");
    expect(await respond(redirect)).toEqual([404, "nothing here"]);
  });
});

it("the failure of an action that has started stays one", async () => {
  const response = await respond((response) => {
    markActionStarted();
    response.statusCode = 500;
    response.end("of Next.js");
  });
  expect(response).toEqual([500, "of Next.js"]);
});

it("an action is pending until it starts, and not outside of a call", () => {
  expect(isActionPending()).toBe(false);
  runWithActionCall({ hasStarted: false }, () => {
    expect(isActionPending()).toBe(true);
    markActionStarted();
    expect(isActionPending()).toBe(false);
  });
});
