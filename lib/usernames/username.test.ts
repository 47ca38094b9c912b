import { describe, expect, it } from "vitest";
import { chosenUsername } from "./username";

const parse = (value: unknown) => chosenUsername.safeParse(value);

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
    expect(parse(typed).data).toBe(username);
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
    null,
    5,
    ["ada"],
  ])("%j is refused", (typed) => {
    const result = parse(typed);
    expect(result.success).toBe(false);
  });

  it("refuses letters of other scripts that look like a to z", () => {
    for (const alike of ["аda", "ad\u0430", "\uff41da"]) expect(parse(alike).success).toBe(false);
  });
});

it("refuses a reserved username, and says so", () => {
  const { error } = parse("Support-Team");
  expect(error?.issues[0]?.message).toBe("This username is reserved. Choose another.");
});
