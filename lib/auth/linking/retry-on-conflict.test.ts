import { describe, expect, it, vi } from "vitest";
import { retryOnConflict } from "./retry-on-conflict";

describe("a sign-in that loses races", () => {
  it("is tried again until it wins one", async () => {
    const attempt = vi.fn<() => Promise<string | null>>(async () => null);
    attempt.mockResolvedValueOnce(null).mockResolvedValueOnce("signed in");
    expect(await retryOnConflict(attempt)).toBe("signed in");
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it("fails after five, so that it never goes on forever", async () => {
    const attempt = vi.fn(async () => null);
    await expect(retryOnConflict(attempt)).rejects.toThrow("lost every race");
    expect(attempt).toHaveBeenCalledTimes(5);
  });

  it("isn't tried again if it fails", async () => {
    const attempt = vi.fn(() => Promise.reject(new Error("down")));
    await expect(retryOnConflict(attempt)).rejects.toThrow("down");
    expect(attempt).toHaveBeenCalledTimes(1);
  });
});
