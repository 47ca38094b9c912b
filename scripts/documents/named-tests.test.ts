import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { namedTestFiles, namedTests, testTitles, titleMatches } from "./named-tests";
import { projectFiles, readProjectFile } from "./read-project";

const documents = ["SECURITY.md", ...projectFiles("docs", /\.md$/)];

describe("a test that a document names", () => {
  it.each(documents)("exists, if %s names it", (document) => {
    const missing = namedTests(readProjectFile(document)).filter(({ file, titles }) => {
      if (!existsSync(file)) return true;
      const known = testTitles(readProjectFile(file));
      return !titles.every((title) => known.some((whole) => titleMatches(title, whole)));
    });
    expect(missing).toEqual([]);
  });

  it("is found in the list of defences", () => {
    expect(namedTests(readProjectFile("docs/security.md")).length).toBeGreaterThan(50);
  });

  it("is in a file with tests, if docs/security.md names the file alone", () => {
    const files = namedTestFiles(readProjectFile("docs/security.md"));
    const hasTests = (file: string) =>
      existsSync(file) && testTitles(readProjectFile(file)).length > 0;
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !hasTests(file))).toEqual([]);
  });
});

/** As in a source file. */
const placeholder = "$" + "{what}";

describe("a named title", () => {
  it("is read with its file and describe block", () => {
    const text = "| x | `e2e/a.spec.ts › one` `lib/b.test.ts › two › three`, `not/a/test.ts` |";
    expect(namedTests(text)).toEqual([
      { file: "e2e/a.spec.ts", titles: ["one"] },
      { file: "lib/b.test.ts", titles: ["two", "three"] },
    ]);
  });

  it("is the title of a test, a table of tests or a describe block", () => {
    const source = [
      'test("plain", async () => expect("no title").toBe(1));',
      `test.describe(\`of ${placeholder}\`, () => {});`,
      'it.each([["a", 1]])("row %s", () => {});',
      "it.each([\n  1,\n  2,\n])('last', () => {});",
    ].join("\n");
    expect(testTitles(source)).toEqual(["plain", `of ${placeholder}`, "row %s", "last"]);
  });

  it.each([
    ["whole", "whole", true],
    ["who", "whole", false],
    ["… in the cookie", `${placeholder} in the cookie`, true],
    ["… in the cookie", `${placeholder} in the jar`, false],
    ["a.b", "a+b", false],
    ["the page works", "the page works @nojs", true],
    ["", "whole", false],
  ])("%j matches %j: %s", (named, title, expected) => {
    expect(titleMatches(named, title)).toBe(expected);
  });
});
