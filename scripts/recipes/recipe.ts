/**
 * Parses a recipe into its steps. The words after the three backticks say what a block does: `sh`
 * lists commands to run, `diff` with a path changes a file, and any other language with a path
 * creates one. Other blocks are for reading only.
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
  /** The path of its file, relative to the project. */
  name: string;
  markdown: string;
  /** The text around its code blocks. */
  prose: string;
  steps: RecipeStep[];
};

export type RecipeStep =
  | { kind: "create"; path: string; text: string }
  | { kind: "change"; path: string; text: string }
  | { kind: "run"; commands: string[] };
