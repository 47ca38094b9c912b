import { rm } from "node:fs/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { applyRecipe } from "./apply-recipe";
import { copyProject } from "./copy-project";
import { readRecipes } from "./recipe-book";

const recipes = await readRecipes();

describe.each(recipes)("the recipe $name", ({ markdown, prose, steps }) => {
  it("is short, and says what it is for", () => {
    const lines = markdown.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^# [A-Z]/);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.length).toBeLessThanOrEqual(90);
  });

  it("names each file in its text, since a reader does not see what stands beside the backticks", () => {
    const files = steps.flatMap((step) => (step.kind === "run" ? [] : step.path));
    expect(files.filter((file) => !prose.includes(`\`${file}\``))).toEqual([]);
  });
});

it("the recipes fit the project as it is, all on one copy", async () => {
  const copy = await copyProject("recipes-fit");
  onTestFinished(() => rm(copy, { recursive: true, force: true }));
  for (const recipe of recipes) await applyRecipe(copy, recipe, async () => {});
});
