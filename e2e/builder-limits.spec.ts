import { request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { startBuilderApp } from "./support/builder-app";
import { requestOnce } from "./support/http-response";

// The tests share one app.
test.describe.configure({ mode: "default" });

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
const framings: Record<string, (bytes: number) => Record<string, string | number>> = {
  "a Content-Length": (bytes) => ({ "content-length": bytes }),
  "chunked encoding": () => ({ "transfer-encoding": "chunked" }),
};

let app: AppServer;

test.beforeAll(async () => {
  app = await startBuilderApp();
});
test.afterAll(() => app?.stop());

const post = (path: string, headers: Record<string, string | number>, bytes: number) =>
  requestOnce(`${app.url}${path}`, { method: "POST", headers, body: Buffer.alloc(bytes, "x") });

for (const [framing, headersFor] of Object.entries(framings)) {
  test(`a body with ${framing} arrives whole up to the limit of foyer.config.ts`, async () => {
    const accepted: [string, number][] = [
      ["/api/limited", 100 * kilobyte],
      ["/limited/a/b", 100 * kilobyte],
      // Outside of the pattern.
      ["/limited", megabyte],
      // Longer than what Next.js copies for a proxy by itself.
      ["/limited/large", 12 * megabyte],
    ];
    for (const [path, bytes] of accepted) {
      const response = await post(path, headersFor(bytes), bytes);
      expect([path, response.status]).toEqual([path, 200]);
      expect(JSON.parse(response.body).bytes).toBe(bytes);
    }
  });

  test(`a longer body with ${framing} gets a 413 with its reason in the log, as JSON for a program`, async () => {
    const refused: [string, number][] = [
      ["/api/limited", 100 * kilobyte + 1],
      ["/limited/a/b", 3 * megabyte],
      ["/limited/large", 12 * megabyte + 1],
      // What a proxy copies without an entry.
      ["/limited", 10 * megabyte + 1],
    ];
    for (const [path, bytes] of refused) {
      const headers = { ...headersFor(bytes), accept: "application/json" };
      const response = await post(path, headers, bytes);
      expect([path, response.status]).toEqual([path, 413]);
      const { error, reference } = JSON.parse(response.body);
      expect(error).toBe("InvalidRequest");
      await expect
        .poll(() => linesOf(reference))
        .toEqual([["request.refused", "warn", "too-large"]]);
    }
    const page = await post("/limited/a", headersFor(megabyte), megabyte);
    expect(page.body).toContain("That’s too large to send");
    expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(app.output()).not.toContain('"event":"request.failed"');
  });
}

test("a client that sends on after the limit is cut off", async () => {
  const sent = request(`${app.url}/api/limited`, { method: "POST", agent: false });
  const ended = new Promise<number>((resolve) => {
    sent.on("response", async (response) => {
      await text(response).catch(() => {});
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", () => resolve(0));
  });
  const timer = setInterval(() => sent.write(Buffer.alloc(50 * kilobyte)), 50);
  expect([0, 413]).toContain(await ended);
  clearInterval(timer);
  sent.destroy();
});

/** Event, level and reason of each log line with this reference. */
function linesOf(reference: string): string[][] {
  const lines = app.output().split("\n");
  const ours = lines.filter((line) => line.includes(`"reference":"${reference}"`));
  return ours.map((line) => {
    const { event, level, reason } = JSON.parse(line);
    return [event, level, reason];
  });
}
