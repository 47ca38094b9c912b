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
    ["takes lines away", "-three\n-\n four\n", "one\ntwo\nfour\ntwo\n"],
    [
      "changes a line by what stands around it",
      " four\n-two\n+2\n",
      "one\ntwo\nthree\n\nfour\n2\n",
    ],
    ["reads an empty line as one", " three\n\n-four\n+4\n", "one\ntwo\nthree\n\n4\ntwo\n"],
    ["has several changes", "@@ first\n-one\n+1\n@@\n-four\n+4\n", "1\ntwo\nthree\n\n4\ntwo\n"],
  ])("%s", (_, patch, expected) => {
    expect(applyPatch(text, patch)).toBe(expected);
  });

  it.each([
    ["are not there", " five\n+six\n", "0 times, not once:\nfive"],
    ["are only a part of a line", " thre\n+six\n", "0 times, not once:\nthre"],
    ["are there twice", " two\n+six\n", "2 times, not once:\ntwo"],
    ["are missing altogether", "+six\n", "not once"],
  ])("is refused where its lines %s", (_, patch, message) => {
    expect(() => applyPatch(text, patch)).toThrow(message);
  });
});
