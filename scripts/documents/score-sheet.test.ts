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
