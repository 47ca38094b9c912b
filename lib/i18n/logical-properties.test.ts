import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { isFoyers, projectFiles } from "@/scripts/documents/read-project";

/** Tailwind's classes that name a side of the screen, without their variants. */
const physicalClasses = [
  /^-?(scroll-)?[mp][lr]-/,
  /^-?(left|right)-(\d|\[|\(|auto|full|px)/,
  /^(text|float|clear)-(left|right)$/,
  /^(rounded|border)-([lr]|[tb][lr])(-|$)/,
  /^(object|bg|origin)-((top|bottom)-)?(left|right)/,
  /^bg-(linear|gradient)-to-([lr]|[tb][lr])/,
  /^mask-[lr]-/,
  /^-?translate-x-/,
];

/** The same in CSS, in a `style` of React, and in the styles of failure pages. */
const physicalProperties = [
  /\b(margin|padding|border|inset)-?(left|right)\b/i,
  /(?<![\w.-])"?(left|right)"?\s*:/,
  /\b(text-align|textAlign|float|clear)\b"?\s*:\s*"?(left|right)\b/,
  /\bto (left|right|top left|top right|bottom left|bottom right)\b\s*[,)]/,
  /\btranslateX\(/,
];

/** A margin of four values has its second on the right and its fourth on the left. */
const shorthand = /\b(?:margin|padding|inset|border-width)\s*:\s*([^;}]+)/g;

const files = ["app", "components", "lib"].flatMap((folder) =>
  projectFiles(folder, /\.(tsx?|css)$/).filter(
    (file) => isFoyers(file) && !file.includes(".test."),
  ),
);

it.each([
  ["file:mr-3", ["file:mr-3"]],
  ["sm:-left-[0.8em] before:rounded-tl-lg", ["sm:-left-[0.8em]", "before:rounded-tl-lg"]],
  ["me-3 -start-1 text-start rounded-s-lg border-e mx-2 inset-x-0", []],
  ["ltr:mask-r-from-50% rtl:mask-l-from-50%", []],
  ["padding:1px 2px 3px 4px", ["padding:1px 2px 3px 4px"]],
  ["padding:1px 2px 3px;margin:0 1px 2px 1px", []],
  ["{ marginLeft: 4 }", ["marginLeft"]],
  [".a{left:0}", ["left:"]],
  ["--left:0", []],
])("finds the sides in %j", (line, sides) => {
  expect(sidesIn(line)).toEqual(sides);
});

it("names no side of the screen in styles, so that right-to-left pages mirror", () => {
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line) => sidesIn(line).map((side) => `${file}: ${side}`)),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(found).toEqual([]);
});

function sidesIn(line: string): string[] {
  const classes = line.split(/[\s"'`]+/).filter(isPhysicalClass);
  const properties = physicalProperties.flatMap((property) => property.exec(line)?.[0] ?? []);
  const shorthands = [...line.matchAll(shorthand)]
    .filter(([, values = ""]) => isLopsided(values.trim().split(/\s+/)))
    .map(([declaration]) => declaration);
  return [...classes, ...properties, ...shorthands];
}

/** A class for one direction of writing may name a side. */
function isPhysicalClass(token: string): boolean {
  if (/(^|:)(ltr|rtl):/.test(token)) return false;
  const utility = token.replace(/^([\w-]+(\[[^\]]*\])?:)+/, "");
  return physicalClasses.some((physical) => physical.test(utility));
}

function isLopsided(values: string[]): boolean {
  return values.length === 4 && values[1] !== values[3];
}
