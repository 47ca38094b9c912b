import { expect } from "@playwright/test";
import type { AppServer } from "./app-server";
import { atCallback } from "./at-callback";
import type { HttpResponse } from "./http-response";
import { HttpVisitor } from "./http-visitor";

/** The app stops waiting for its database before this. */
export const patienceMs = 6_000;

/** Expects a timely 503 that says that the database is unavailable. */
export function expectUnavailable(response: HttpResponse): void {
  expect(response.status).toBe(503);
  expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.milliseconds).toBeLessThan(patienceMs);
}

/** Expects the app to recover its database connections by itself. */
export async function expectHealthy(app: AppServer, withinMs = 10_000): Promise<void> {
  const status = async () => (await new HttpVisitor(app.url).get("/api/health")).status;
  await expect.poll(status, { timeout: withinMs }).toBe(200);
}

/** Sends the callbacks of this many new users at the same moment, and expects all to be signed in. */
export async function expectAllSignedIn(app: AppServer, users: number): Promise<void> {
  const ready = await Promise.all(Array.from({ length: users }, () => atCallback(app.url)));
  const responses = await Promise.all(
    ready.map(({ visitor, callback }) => visitor.follow(callback)),
  );
  expect(responses.map(({ status }) => status)).toEqual(ready.map(() => 303));
  for (const { visitor } of ready) expect(visitor.sessionToken()).not.toBe("");
}
