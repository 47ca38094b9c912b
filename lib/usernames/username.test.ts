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

const [short, long] = ["Use at least 3 characters.", "Use at most 30 characters."];
const letters = "Use only letters, numbers and . _ -";
const ends = "Start and end with a letter or number.";
const single = "Use . _ - one at a time, between letters or numbers.";

it.each([
  ["", [short]],
  ["A!", [short, letters]],
  ["-", [short, ends]],
  ["..", [short, ends, single]],
  [`.${"x".repeat(30)}!`, [long, letters, ends]],
  ["ada lovelace", [letters]],
  ["ada..b", [single]],
  ["Support-Team", ["This username is reserved. Choose another."]],
])("%j is told every rule that it breaks, and no other", (typed, messages) => {
  expect(parse(typed).error?.issues.map(({ message }) => message)).toEqual(messages);
});
