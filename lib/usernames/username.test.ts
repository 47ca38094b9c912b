import { describe, expect, it } from "vitest";
import { parseUsername } from "./username";

describe("a chosen username", () => {
  it.each([
    ["ada", "ada"],
    ["ada.lovelace", "ada.lovelace"],
    ["a-1_b.2", "a-1_b.2"],
    ["007", "007"],
    ["  Ada ", "ada"],
    ["\u212aelvin", "kelvin"],
    ["x".repeat(30), "x".repeat(30)],
  ])("%j becomes %j", (typed, username) => {
    expect(parseUsername(typed)).toEqual({ username });
  });

  it.each([
    "",
    "ab",
    "x".repeat(31),
    "x".repeat(100_000),
    "ada lovelace",
    "ada..b",
    ".ada",
    "ada.",
    "-ada",
    "ada_-b",
    "ada@example.com",
    "ada/../b",
    "аda",
    "adа",
    "ada\u200b",
    "ada\u0000",
    "ada\nb",
    "ädä",
    "<b>ada</b>",
  ])("%j is refused", (typed) => {
    expect(parseUsername(typed)).toHaveProperty("broken");
  });

  it("refuses letters of other scripts that look like a to z", () => {
    for (const alike of ["аda", "ad\u0430", "\uff41da"]) {
      expect(parseUsername(alike)).toEqual({ broken: ["characters"] });
    }
  });
});

it.each([
  ["", ["tooShort"]],
  ["A!", ["tooShort", "characters"]],
  ["-", ["tooShort", "ends"]],
  ["..", ["tooShort", "ends", "separators"]],
  [`.${"x".repeat(30)}!`, ["tooLong", "characters", "ends"]],
  ["ada lovelace", ["characters"]],
  ["ada..b", ["separators"]],
  ["Support-Team", ["reserved"]],
])("%j breaks each of these rules, and no other", (typed, broken) => {
  expect(parseUsername(typed)).toEqual({ broken });
});
