/**
 * What a recipe has the reader do, in its order. The words after the three backticks say which it is:
 * `diff path` changes a file, `sh` is commands to run, and any other language with a path is a whole
 * new file. A block without a path is there to be looked at.
 */
export function readRecipe(name: string, markdown: string): Recipe {
  const steps: RecipeStep[] = [];
  for (const [, language = "", path, text = ""] of markdown.matchAll(fence)) {
    if (language === "sh") steps.push({ kind: "run", commands: text.trim().split("\n") });
    else if (path && language === "diff") steps.push({ kind: "change", path, text });
    else if (path) steps.push({ kind: "create", path, text });
  }
  return { name, markdown, prose: markdown.replace(fence, ""), steps };
}

const fence = /^```(\w+)(?: +(\S+))?\n(.*?)^```$/gms;

export type Recipe = {
  /** Its file, from the root of the project. */
  name: string;
  markdown: string;
  /** What it says around its blocks. */
  prose: string;
  steps: RecipeStep[];
};

export type RecipeStep =
  | { kind: "create"; path: string; text: string }
  | { kind: "change"; path: string; text: string }
  | { kind: "run"; commands: string[] };
