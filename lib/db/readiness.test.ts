import { describe, expect, it } from "vitest";
import { migrationsApplied, pingDatabase } from "./readiness";

describe("a database that is ready", () => {
  it("answers, and has every migration that this build came with", async () => {
    await expect(pingDatabase()).resolves.toBeUndefined();
    expect(await migrationsApplied()).toBe(true);
  });
});
