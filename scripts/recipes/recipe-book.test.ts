import { exec } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { applyRecipe } from "./apply-recipe";
import { copyProject } from "./copy-project";
import { readRecipeFile, readRecipes } from "./recipe-book";

const cachingGuide = "docs/cache-components.md";
const recipes = await readRecipes();

describe.each(recipes)("the recipe $name", ({ markdown, prose, steps }) => {
  it("has a title and between 20 and 100 lines", () => {
    const lines = markdown.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^# [A-Z]/);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.length).toBeLessThanOrEqual(100);
  });

  it("names each file in its text, since a rendered page hides the paths in code fences", () => {
    const files = steps.flatMap((step) => (step.kind === "run" ? [] : step.path));
    expect(files.filter((file) => !prose.includes(`\`${file}\``))).toEqual([]);
  });
});

it("all recipes, and the guide to Cache Components, apply to one copy of the current project", async () => {
  const copy = await copyProject("recipes-fit");
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  const guides = existsSync(cachingGuide) ? [await readRecipeFile(cachingGuide)] : [];
  for (const recipe of [...recipes, ...guides]) await applyRecipe(copy, recipe, removeIn(copy));
}, 30_000);

/** Runs the commands of a recipe that remove files; the others need more time, or packages. */
function removeIn(copy: string) {
  return async (command: string) => {
    if (/^(rm|find) /.test(command)) await promisify(exec)(command, { cwd: copy });
  };
}
