import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeFailure, SetupError } from "../processes/setup-error";
import { applyPatch } from "./patch";
import type { Recipe, RecipeStep } from "./recipe";

const advice =
  "Update the recipe to match the project. If you have followed it here, or need its place for a file of yours, delete it.";

/**
 * Applies a recipe's steps to a copy of the project.
 * @param run - runs a command in the copy
 * @throws SetupError that names the recipe and the step
 */
export async function applyRecipe(copy: string, recipe: Recipe, run: Run): Promise<void> {
  for (const step of recipe.steps) {
    try {
      await applyStep(copy, step, run);
    } catch (error) {
      const at = step.kind === "run" ? step.commands.join("; ") : step.path;
      throw new SetupError(`${recipe.name}, ${at}: ${describeFailure(error)}\n${advice}`);
    }
  }
}

async function applyStep(copy: string, step: RecipeStep, run: Run): Promise<void> {
  if (step.kind === "run") {
    for (const command of step.commands) await run(command);
    return;
  }
  const file = join(copy, step.path);
  if (step.kind === "change") {
    await writeFile(file, applyPatch(await readFile(file, "utf8"), step.text));
    return;
  }
  if (existsSync(file)) throw new SetupError("the file already exists.");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, step.text);
}

type Run = (command: string) => Promise<void>;
