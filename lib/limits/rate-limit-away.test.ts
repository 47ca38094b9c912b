import { createServer } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { log } from "@/lib/log";
import { countAttempt, retryAfterSeconds } from "./rate-limit";

/** Accepts connections and never responds, like a database that hangs. */
const silent = createServer(() => {});

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  process.env.DATABASE_URL = `postgres://user:secret@127.0.0.1:${port}/away`;
  process.env.RATE_LIMIT_SIGN_IN = "2/1m";
});
afterAll(() => silent.close());

it("without its store a limit is neither open nor closed, keeps no request waiting, and logs a warning", async () => {
  const warn = vi.spyOn(log, "warn").mockImplementation(() => {});
  const subject = "192.0.2.7";
  const startedAt = performance.now();
  const waits = await Promise.all([1, 2, 3].map(() => countAttempt("sign-in", subject)));
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(waits.filter((wait) => wait === null)).toHaveLength(2);
  expect(await retryAfterSeconds("sign-in", subject)).toBeGreaterThan(0);
  expect(await countAttempt("sign-in", "192.0.2.8")).toBeNull();
  expect(warn.mock.calls.map(([line]) => line)).toContainEqual(
    expect.objectContaining({ event: "limit.store-unavailable", limit: "sign-in" }),
  );
});
