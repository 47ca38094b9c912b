import { describe, expect, it } from "vitest";
import { applyPatch } from "./patch";

const text = "one\ntwo\nthree\n\nfour\ntwo\n";

describe("a patch", () => {
  it.each([
    [
      "adds after a line",
      " one\n+one and a half\n",
      "one\none and a half\ntwo\nthree\n\nfour\ntwo\n",
    ],
    ["adds before a line", "+zero\n one\n", "zero\none\ntwo\nthree\n\nfour\ntwo\n"],
    ["removes lines", "-three\n-\n four\n", "one\ntwo\nfour\ntwo\n"],
    [
      "finds a line to change by the lines around it",
      " four\n-two\n+2\n",
      "one\ntwo\nthree\n\nfour\n2\n",
    ],
    ["matches an empty line", " three\n\n-four\n+4\n", "one\ntwo\nthree\n\n4\ntwo\n"],
    ["applies several changes", "@@ first\n-one\n+1\n@@\n-four\n+4\n", "1\ntwo\nthree\n\n4\ntwo\n"],
  ])("%s", (_, patch, expected) => {
    expect(applyPatch(text, patch)).toBe(expected);
  });

  it.each([
    ["are missing from the text", " five\n+six\n", "0 times instead of once:\nfive"],
    ["match only part of a line", " thre\n+six\n", "0 times instead of once:\nthre"],
    ["occur twice", " two\n+six\n", "2 times instead of once:\ntwo"],
    ["only add text", "+six\n", "instead of once"],
  ])("is rejected if its lines %s", (_, patch, message) => {
    expect(() => applyPatch(text, patch)).toThrow(message);
  });
});
