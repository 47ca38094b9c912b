import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "foyer");
});

it("a shared environment is not checked again by the copies of the module", async () => {
  const atStart = await import("./env");
  atStart.shareEnv();
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "nonsense");
  const inPages = await import("./env");
  expect(inPages.env()).toBe(atStart.env());
});

it("without a shared environment each copy checks its own", async () => {
  const { env } = await import("./env");
  vi.stubEnv("DATABASE_URL", "nonsense");
  expect(env).toThrow("DATABASE_URL");
});
