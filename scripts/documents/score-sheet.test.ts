import { expect, it } from "vitest";
import { readProjectFile } from "./read-project";

/** The number of requirements in each section of ASVS 5.0.0; its drafts number them differently. */
const sections: [string, number][] = [
  ["3.1", 1],
  ["3.2", 3],
  ["3.3", 5],
  ["3.4", 8],
  ["3.5", 8],
  ["3.6", 1],
  ["3.7", 5],
  ["7.1", 3],
  ["7.2", 4],
  ["7.3", 2],
  ["7.4", 5],
  ["7.5", 3],
  ["7.6", 2],
  ["10.1", 2],
  ["10.2", 3],
  ["10.3", 5],
  ["10.4", 16],
  ["10.5", 5],
  ["10.6", 2],
  ["10.7", 3],
  ["16.2", 5],
  ["16.5", 4],
];

it("scores every requirement of the chapters once, in order, each with a reason", () => {
  const rows = readProjectFile("docs/security.md").matchAll(
    /^\| (\d+\.\d+\.\d+) \| [123] \| [^|]+ \| (?:met|met at level [12]|not applicable|not met) \| [^|]+ \|$/gm,
  );
  const expected = sections.flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
  );
  expect([...rows].map(([, requirement]) => requirement)).toEqual(expected);
});

it("refers to rows of attacks and faults that exist, each under an id of its own", () => {
  const [, attacks = "", sheet = ""] =
    readProjectFile("docs/security.md").split(/^## (?:Attacks|OWASP)/m);
  const rows = [...attacks.matchAll(/^\| (?!Attack or fault|---)(?:\*\*([A-Z]\d+)\*\* )?/gm)];
  const ids = rows.map(([, id = "none"]) => id);
  const letters = [...new Set(ids.map((id) => id.charAt(0)))];
  const numbered = letters.flatMap((letter) => {
    const { length } = ids.filter((id) => id.startsWith(letter));
    return Array.from({ length }, (_, index) => `${letter}${index + 1}`);
  });
  expect(ids).toEqual(numbered);

  const references = sheet.replace(/`[^`]*`/g, "").match(/\b[A-UW-Z]\d+\b/g) ?? [];
  expect(references.length).toBeGreaterThan(30);
  expect(references.filter((id) => !ids.includes(id))).toEqual([]);
});
