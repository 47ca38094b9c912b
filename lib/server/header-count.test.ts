import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { tooManyHeadersName } from "@/lib/http/request-context";
import { startLocalServer } from "@/lib/test-support/local-server";
import { markAbsurdHeaderCounts } from "./header-count";

beforeAll(markAbsurdHeaderCounts);

/** Whether a request with this many short headers, and perhaps one more, arrives marked. */
async function isMarked(count: number, last = ""): Promise<boolean> {
  const { origin } = await startLocalServer((received, response) =>
    response.end(tooManyHeadersName in received.headers ? "marked" : "plain"),
  );
  const socket = connect(Number(new URL(origin).port), "localhost");
  socket.end(
    `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${"a:1\r\n".repeat(count)}${last}\r\n`,
  );
  return (await text(socket)).endsWith("marked");
}

it("marks requests with hundreds of headers, and no others", async () => {
  expect(await isMarked(150)).toBe(false);
  expect(await isMarked(250)).toBe(true);
});

it("marks requests whose further headers Node has dropped", async () => {
  expect(await isMarked(2_100, "content-length: 5\r\n")).toBe(true);
});

it("takes a client's own mark for none", async () => {
  expect(await isMarked(5, `${tooManyHeadersName}: 1\r\n`)).toBe(false);
});
