import { describe, expect, it } from "vitest";
import { initials } from "./initials";

describe("initials", () => {
  it.each([
    ["Ada Lovelace", "AL"],
    ["ada", "A"],
    ["  ada   king  lovelace ", "AL"],
    ["(Ada) 'Love' Lovelace", "AL"],
    ["Élodie D’Été", "ÉD"],
    ["E\u0301lodie Ka", "E\u0301K"],
    ["ßeta Ada", "ßA"],
    ["𐐨da", "𐐀"],
    ["<b>Ada</b>", "B"],
    ["7th Street", "7"],
    ["محمد علي", "م"],
    ["\u202Eada lovelace", "AL"],
    ["王小明", "王"],
    ["🎉 Ana Party 🎉", "AP"],
    ["👩‍🚀", "👩‍🚀"],
    ["🇸🇪", "🇸🇪"],
    ["- 🦊 -", "🦊"],
  ])("of %j are %j", (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it.each(["", "   ", "--", "\u202E\u0000\u200B"])("of %j are none", (name) => {
    expect(initials(name)).toBeNull();
  });
});
