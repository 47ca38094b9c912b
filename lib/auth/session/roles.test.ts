import { expect, it, vi } from "vitest";
import { readConfig } from "@/lib/config/config";
import { effectiveRole, hasRole } from "./roles";

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

it("a user has the one role that is stored, and no other that it might include", () => {
  expect(hasRole({ role: "editor" }, "editor")).toBe(true);
  expect(hasRole({ role: "editor" }, ["admin", "editor"])).toBe(true);
  expect(hasRole({ role: "admin" }, "editor")).toBe(false);
  expect(hasRole({ role: "admin" }, [])).toBe(false);
  expect(hasRole({ role: "user" }, ["editor", "admin"])).toBe(false);
});

it("a visitor who isn't signed in has no role, not even a new user's", () => {
  expect(hasRole(null, ["user", "editor", "admin"])).toBe(false);
});

it("a stored role that is no longer listed opens nothing but what a new user's does", () => {
  expect(hasRole({ role: "moderator" }, ["editor", "admin"])).toBe(false);
  expect(hasRole({ role: "moderator" }, "user")).toBe(true);
});

it.each([["moderator"], ["Editor"], [""], ["editor,admin"]])(
  "asking for a role that foyer.config.ts doesn't list throws, whoever asks: %j",
  (role) => {
    const message = `foyer.config.ts doesn't list the role "${role}"; its roles are user, editor, admin`;
    expect(() => hasRole({ role }, role)).toThrow(message);
    expect(() => hasRole(null, ["admin", role])).toThrow(message);
  },
);
