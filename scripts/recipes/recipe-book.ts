import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDirectory } from "../processes/project-paths";
import { type Recipe, readRecipe } from "./recipe";

const folder = "docs/recipes";

/**
 * Reads the recipes in docs/recipes beside their index, sorted by name, so that one that builds on another comes
 * later. Returns none if a project has followed and deleted them all.
 */
export async function readRecipes(): Promise<Recipe[]> {
  const directory = join(projectDirectory, folder);
  const files = existsSync(directory) ? await readdir(directory) : [];
  const names = files
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => `${folder}/${file}`);
  return Promise.all(names.sort().map(readRecipeFile));
}

/** @param name - the path of a document with steps, relative to the project */
export async function readRecipeFile(name: string): Promise<Recipe> {
  return readRecipe(name, await readFile(join(projectDirectory, name), "utf8"));
}
