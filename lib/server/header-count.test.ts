import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { beforeAll, expect, it } from "vitest";
import { tooManyHeadersName } from "@/lib/http/request-context";
import { startLocalServer } from "@/lib/test-support/local-server";
import { markAbsurdHeaderCounts } from "./header-count";

beforeAll(markAbsurdHeaderCounts);

/** How a request with this many short headers, and perhaps one more, arrives, if Node doesn't reject it. */
async function arrival(count: number, last = ""): Promise<"marked" | "plain" | "rejected"> {
  const { origin } = await startLocalServer((received, response) =>
    response.end(tooManyHeadersName in received.headers ? "marked" : "plain"),
  );
  const socket = connect(Number(new URL(origin).port), "localhost");
  socket.end(
    `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${"a:1\r\n".repeat(count)}${last}\r\n`,
  );
  const response = await text(socket);
  if (response.startsWith("HTTP/1.1 431 ")) return "rejected";
  return response.endsWith("marked") ? "marked" : "plain";
}

it("marks requests with hundreds of headers, and no others", async () => {
  expect(await arrival(150)).toBe("plain");
  expect(await arrival(250)).toBe("marked");
});

it("marks requests whose further headers Node has dropped, where Node doesn't reject them", async () => {
  // Node 22.23, 24.22 and 26.12 do; 20 drops the headers.
  const dropsHeaders = Number.parseInt(process.versions.node, 10) < 24;
  const expected = dropsHeaders ? ["marked"] : ["marked", "rejected"];
  expect(expected).toContain(await arrival(2_100, "content-length: 5\r\n"));
});

it("takes a client's own mark for none", async () => {
  expect(await arrival(5, `${tooManyHeadersName}: 1\r\n`)).toBe("plain");
});
