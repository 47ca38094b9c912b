import { describe, expect, it } from "vitest";
import { cleanName } from "./name";

describe("a name", () => {
  it.each([
    ["Ada\u0000Lovelace", "Ada Lovelace"],
    ["Ada\r\n\tLovelace", "Ada Lovelace"],
    ["  Ada\u0085 ", "Ada"],
    ["<b>Ada</b>", "<b>Ada</b>"],
    ["عائشة", "عائشة"],
    ["a".repeat(200), "a".repeat(200)],
    ["a".repeat(201), "a".repeat(200)],
  ])("%j is kept as %j", (name, kept) => {
    expect(cleanName(name)).toBe(kept);
  });

  it("of 200 kB is cut to 200 characters", () => {
    expect(cleanName("ab".repeat(100_000))).toBe("ab".repeat(100));
  });

  it("is cut between characters, never inside a surrogate pair", () => {
    const name = cleanName(`a${"😀".repeat(300)}`);
    expect(name).toBe(`a${"😀".repeat(199)}`);
    expect(name).not.toMatch(/\p{Cs}/u);
  });

  it.each([5, true, {}, [], ["Ada"], null, "", "   ", "\u0000\n"])("%j is none", (name) => {
    expect(cleanName(name)).toBeNull();
  });

  // Hangul filler, Braille blank, variation selector, zero-width space and joiner, soft hyphen, word
  // joiner, tag characters, Mongolian separator, a combining mark alone, a private and an unassigned one.
  it.each([
    ..."\u3164\u2800\ufe0f\u200b\u200d\u00ad\u2060\u180e\u0301\ue000\u0378\u202e\uffa0",
    "\u{e0041}",
    " \u3164\u2800\u00a0\ufe0f ",
  ])("of nothing that can be seen is none: %j", (name) => {
    expect(cleanName(name)).toBeNull();
  });

  it.each([
    "A\u3164",
    "\u{1f468}\u200d\u{1f4bb}",
    "e\u0301",
    "\u0645\u06cc\u200c\u0634",
    "!",
    "42",
  ])("that can be seen stays as it is: %j", (name) => {
    expect(cleanName(name)).toBe(name);
  });
});
