import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { siteColours } from "./brand";
import { failureStyle } from "./failures/failure-style";

const stylesheet = readFileSync("app/globals.css", "utf8");
const [light = "", dark = ""] = stylesheet.split("@variant dark {");

const hex = (css: string) =>
  Object.fromEntries(
    [...css.matchAll(/--([\w-]+): (#\w+);/g)].map(([, name, value]) => [name, value]),
  );

it.each([
  ["light", light],
  ["dark", dark],
] as const)("the %s colours are those of the stylesheet", (scheme, css) => {
  expect(Object.keys(siteColours[scheme])).toEqual(Object.keys(siteColours.light));
  expect(hex(css)).toMatchObject(siteColours[scheme]);
});

it("the theme that a visitor chose decides over their system, also on failure pages", () => {
  expect(stylesheet).toContain('&:where([data-theme="dark"], [data-theme="dark"] *)');
  for (const [name, value] of Object.entries(siteColours.dark)) {
    expect(failureStyle.split(":root[data-theme=dark]")[1]).toContain(`--${name}:${value}`);
  }
});

it("failure pages have both sets of colours, the dark one for visitors who prefer it", () => {
  const [inLight = "", inDark = ""] = failureStyle.split("@media (prefers-color-scheme:dark)");
  for (const [name, value] of Object.entries(siteColours.light)) {
    expect(inLight).toContain(`--${name}:${value}`);
  }
  for (const [name, value] of Object.entries(siteColours.dark)) {
    expect(inDark).toContain(`--${name}:${value}`);
  }
});
