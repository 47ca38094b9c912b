import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { afterFirstResponse, idleStartMilliseconds } from "./first-response";

afterEach(() => vi.useRealTimers());

test("what no response needs runs once, after the first response", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const events: string[] = [];
  const server = createServer((_request, response) => {
    events.push("request");
    response.end();
  }).listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  afterFirstResponse(() => events.push("work"));
  try {
    await (await fetch(`http://localhost:${port}`)).text();
    await vi.waitFor(() => expect(events).toEqual(["request", "work"]));
    await (await fetch(`http://localhost:${port}`)).text();
    vi.advanceTimersByTime(idleStartMilliseconds);
    expect(events).toEqual(["request", "work", "request"]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("without a request it runs a second after the start", () => {
  vi.useFakeTimers();
  const work = vi.fn();
  afterFirstResponse(work);
  vi.advanceTimersByTime(idleStartMilliseconds - 1);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledOnce();
});
