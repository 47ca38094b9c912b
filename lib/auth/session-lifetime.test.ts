import { afterEach, describe, expect, it, vi } from "vitest";
import {
  fromNow,
  sessionAbsoluteSeconds,
  sessionIdleSeconds,
  sessionTouchSeconds,
} from "./session-lifetime";

describe("a session's lifetime", () => {
  afterEach(() => void vi.useRealTimers());

  it("is 30 days without use and 90 days at most", () => {
    expect(sessionIdleSeconds).toBe(2_592_000);
    expect(sessionAbsoluteSeconds).toBe(7_776_000);
  });

  it("is written to far more often than it could run out, and far less than at every page", () => {
    expect(sessionTouchSeconds).toBeLessThan(sessionIdleSeconds / 100);
    expect(sessionTouchSeconds).toBeGreaterThanOrEqual(60);
  });

  it("counts seconds from now", () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2026, 0, 1) });
    expect(fromNow(90)).toEqual(new Date(Date.UTC(2026, 0, 1, 0, 1, 30)));
  });
});
