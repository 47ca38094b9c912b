import { describe, expect, it } from "vitest";
import { deriveUsername, withSuffix } from "./derive-username";
import { isReservedUsername } from "./reserved-usernames";
import { parseUsername } from "./username";

describe("the username made from an address", () => {
  it.each([
    ["ada", "ada"],
    ["ada.lovelace", "ada.lovelace"],
    ["ada+news", "ada-news"],
    ["o'brien", "o-brien"],
    ["josé", "jose"],
    ["ﬁona", "fiona"],
    ["..ada__-l..", "ada_l"],
    ["x".repeat(43), "x".repeat(30)],
    [`${"x".repeat(29)}.yz`, "x".repeat(29)],
  ])("of %j is %j", (localPart, username) => {
    expect(deriveUsername(localPart)).toBe(username);
  });

  it.each([
    ["a variation selector", "ada\ufe0f"],
    ["a Hangul filler", "ada\u3164"],
    ["an empty Braille pattern", "ada\u2800"],
    ["a zero-width joiner", "a\u200dda"],
    ["a soft hyphen", "a\u00adda"],
    ["a combining grapheme joiner", "a\u034fda"],
    ["a tag", "ada\u{e0041}"],
  ])("has no invisible character: %s", (_, localPart) => {
    expect(deriveUsername(localPart)).toBe("ada");
  });

  it("has no look-alike letter of another script", () => {
    for (const alike of [
      "\u0430da-lovelace",
      "ad\u0430-lovelace",
      "ada-lov\u0435lace",
      "\u03bfda-lee",
    ])
      expect(deriveUsername(alike)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each([
    ["reserved", "admin", /^admin-[2-9b-z]{5}$/],
    ["reserved, with separators", "sup.port", /^sup\.port-[2-9b-z]{5}$/],
    ["too short", "al", /^al-[2-9b-z]{5}$/],
    ["in another script", "имя", /^user-[2-9b-z]{5}$/],
    ["empty", "", /^user-[2-9b-z]{5}$/],
  ])("gets a random suffix if the plain one is %s", (_, localPart, pattern) => {
    expect(deriveUsername(localPart)).toMatch(pattern);
  });

  it("is one that a user may choose, whatever the address", () => {
    const characters = [
      "a",
      "z",
      "9",
      ".",
      "_",
      "-",
      "+",
      "é",
      "\u0430",
      "字",
      "\ufe0f",
      "😀",
      "'",
    ];
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 5_000; round += 1) {
      const localPart = Array.from({ length: next(64) }, () => characters[next(13)]).join("");
      const username = deriveUsername(localPart);
      expect(parseUsername(username), localPart).toEqual({ username });
      expect(parseUsername(withSuffix(username)), localPart).toHaveProperty("username");
    }
  });
});

describe("a username whose plain form is taken", () => {
  it("gets a random suffix", () => {
    const names = Array.from({ length: 50 }, () => withSuffix("ada"));
    for (const name of names) expect(name).toMatch(/^ada-[2-9b-z]{5}$/);
    expect(new Set(names).size).toBe(50);
  });

  it("still has at most 30 characters, and none that is reserved", () => {
    const name = withSuffix(`${"x".repeat(23)}-yyyyyy`);
    expect(name).toMatch(/^x{23}-[2-9b-z]{5}$/);
    expect(isReservedUsername(withSuffix("admin"))).toBe(false);
  });
});
