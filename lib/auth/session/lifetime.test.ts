import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const minute = 60 * 1000;
const day = 24 * 60 * minute;
const now = Date.UTC(2026, 0, 1);

/** The module with these settings, imported anew: it reads the environment once. */
async function withSettings(settings: Record<string, string> = {}) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  vi.resetModules();
  return import("./lifetime");
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now }));
afterEach(() => void vi.useRealTimers());

describe("a session's lifetime", () => {
  it("is 30 days without use and 90 days at most by default", async () => {
    const { absoluteExpiry, idleExpiry } = await withSettings();
    expect(absoluteExpiry()).toEqual(new Date(now + 90 * day));
    expect(idleExpiry(absoluteExpiry())).toEqual(new Date(now + 30 * day));
  });

  it("is what the environment sets", async () => {
    const settings = { SESSION_IDLE_TIMEOUT: "15m", SESSION_MAX_AGE: "12h" };
    const { absoluteExpiry, idleExpiry } = await withSettings(settings);
    expect(absoluteExpiry()).toEqual(new Date(now + day / 2));
    expect(idleExpiry(absoluteExpiry())).toEqual(new Date(now + 15 * minute));
  });

  it("never exceeds its absolute end, however long it may idle", async () => {
    const { idleExpiry } = await withSettings({ SESSION_IDLE_TIMEOUT: "30d" });
    expect(idleExpiry(new Date(now + 1000))).toEqual(new Date(now + 1000));
  });

  it("is extended at most every five minutes, and ten times within a short idle timeout", async () => {
    const long = await withSettings();
    expect(long.isTouchDue(new Date(now - 5 * minute + 1))).toBe(false);
    expect(long.isTouchDue(new Date(now - 5 * minute))).toBe(true);
    const short = await withSettings({ SESSION_IDLE_TIMEOUT: "10m" });
    expect(short.isTouchDue(new Date(now - minute + 1))).toBe(false);
    expect(short.isTouchDue(new Date(now - minute))).toBe(true);
  });
});
