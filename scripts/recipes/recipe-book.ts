import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDirectory } from "../processes/project-paths";
import { type Recipe, readRecipe } from "./recipe";

const folder = "docs/recipes";

/** The recipes of docs/recipes, in the order of their names: one that builds on another comes later. */
export async function readRecipes(): Promise<Recipe[]> {
  const files = await readdir(join(projectDirectory, folder));
  const names = files.filter((file) => file.endsWith(".md")).map((file) => `${folder}/${file}`);
  return Promise.all(
    names.sort().map(async (name) => {
      return readRecipe(name, await readFile(join(projectDirectory, name), "utf8"));
    }),
  );
}
