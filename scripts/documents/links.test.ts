import { existsSync } from "node:fs";
import { dirname, posix } from "node:path";
import { expect, it } from "vitest";
import { projectFiles, readProjectFile } from "./read-project";

const documents = [
  ...["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "AGENTS.md", "SECURITY.md"],
  ...projectFiles("docs", /\.md$/),
];

/** A builder deletes the recipes that they have followed, and the links to them stay. */
const isRecipe = (path: string) => path.startsWith("docs/recipes/");

it.each(documents)("every link of %s leads to a file, and to a heading in it", (document) => {
  expect(linksOf(document).filter((link) => !leadsSomewhere(link))).toEqual([]);
});

it("docs/recipes/README.md lists every recipe", () => {
  const index = "docs/recipes/README.md";
  const recipes = projectFiles("docs", /\.md$/).filter((path) => isRecipe(path) && path !== index);
  // A project that has followed them all has no index either.
  const links = recipes.length > 0 ? linksOf(index) : [];
  const listed = new Set(links.map(({ path }) => path));
  expect(recipes.filter((path) => !listed.has(path))).toEqual([]);
});

type Link = { path: string; heading: string };

/** The links of a document to other files of the project. Code blocks have none. */
function linksOf(document: string): Link[] {
  const text = readProjectFile(document).replace(/^ *```.*?^ *```$/gms, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = "", heading = ""] = target.split("#");
      return { path: file ? posix.join(dirname(document), file) : document, heading };
    });
}

function leadsSomewhere({ path, heading }: Link): boolean {
  if (!existsSync(path)) return isRecipe(path);
  return heading === "" || headingsOf(path).includes(heading);
}

/** The anchors of a document's headings, as GitHub makes them. */
function headingsOf(document: string): string[] {
  return [...readProjectFile(document).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
