import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startLocalServer } from "@/lib/test-support/local-server";
import { readAhead, withBody } from "./read-ahead";

/** Sends bytes to a server that reads ahead. @returns what it read ahead, and what the route then got */
async function send(bytes: string, maxBytes = 100): Promise<[ahead: string, after: string]> {
  const { origin } = await startLocalServer(async (request, response) => {
    const ahead = await readAhead(request, maxBytes);
    const after = typeof ahead === "string" ? "" : await text(withBody(request, ahead));
    response.end(JSON.stringify([String(ahead), after]));
  });
  const socket = connect(Number(new URL(origin).port), "localhost");
  socket.write(bytes);
  const received = await text(socket);
  return JSON.parse(received.slice(received.indexOf("[")));
}

const head = (...lines: string[]) =>
  `${["POST / HTTP/1.1", "Host: a", "Connection: close", ...lines].join("\r\n")}\r\n\r\n`;
const chunked = head("Transfer-Encoding: chunked");

describe("a body that was read ahead", () => {
  it.each([
    ["with a length", `${head("Content-Length: 5")}hello`, "hello"],
    ["in chunks", `${chunked}3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`, "hello"],
    ["of no bytes", head("Content-Length: 0"), ""],
    ["of no chunk", `${chunked}0\r\n\r\n`, ""],
    ["that isn't there", head(), ""],
  ])("%s reaches the route too", async (_, bytes, body) => {
    expect(await send(bytes)).toEqual([body, body]);
  });

  it("is too large by its length, before it arrives", async () => {
    expect(await send(head("Content-Length: 101"))).toEqual(["too-large", ""]);
  });

  it("is too large once more has arrived, before it ends", async () => {
    expect(await send(`${chunked}66\r\n${"x".repeat(102)}\r\n`)).toEqual(["too-large", ""]);
  });
});
