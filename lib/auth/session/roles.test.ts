import { expect, it, vi } from "vitest";
import { readConfig } from "@/lib/config/config";
import { effectiveRole } from "./roles";

vi.mock("@/lib/config/config", async (importOriginal) => {
  const original = await importOriginal<typeof import("@/lib/config/config")>();
  return { ...original, config: () => readConfig({ roles: ["editor"] }) };
});

it.each(["user", "editor", "admin"])("%s is a role that foyer.config.ts lists", (role) => {
  expect(effectiveRole(role)).toBe(role);
});

it.each(["moderator", "Admin", "", "constructor"])(
  "a stored role that foyer.config.ts doesn't list counts as a new user's: %j",
  (role) => {
    expect(effectiveRole(role)).toBe("user");
  },
);
