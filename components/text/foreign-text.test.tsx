import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ForeignText } from "./foreign-text";

describe("foreign text", () => {
  it.each([
    ["markup as text", "<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"],
    ["no bidirectional overrides", "a\u202Eb\u202Dc\u2066d\u2069e", "abcde"],
    ["control characters as spaces", "a\u0000\r\nb\u009Bc", "a b c"],
    ["right-to-left names with their direction marks", "محمد\u200F (A)", "محمد\u200F (A)"],
    ["addresses with an opportunity to break", "ada@example.com", "ada@<wbr/>example.com"],
    ["emoji whole", "👩\u200D🚀", "👩\u200D🚀"],
  ])("shows %s", (_what, text, shown) => {
    expect(renderToStaticMarkup(<ForeignText>{text}</ForeignText>)).toBe(`<bdi>${shown}</bdi>`);
  });
});
