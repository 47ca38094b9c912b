import { expect, it } from "vitest";
import { escapeControls, withoutControls } from "./visible-text";

const forged = "Ada\u001b[2J\u009b31m\u202e\u2028\u{e0041}\ud800 Ådå";

it("a JSON document without raw controls means the same", () => {
  const document = { name: forged, "\u202e": [1, "a\nb\tc"] };
  const json = escapeControls(JSON.stringify(document, null, 2));
  expect(JSON.parse(json)).toEqual(document);
  expect(withoutControls(json)).toBe(json.replaceAll("\n", ""));
  expect(json.split("\n")).toHaveLength(7);
});

it("a text loses what moves a cursor, reorders it, or ends its line", () => {
  expect(withoutControls(forged)).toBe("Ada[2J31m Ådå");
});
