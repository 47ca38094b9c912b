import { writeFile } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { startChild } from "./processes/child";
import { nextEnvironmentFrom, untouchedEnvironment } from "./processes/project-environment";
import { nextCommandOf, projectDirectory } from "./processes/project-paths";
import { describeFailure, SetupError } from "./processes/setup-error";
import { applyRecipe } from "./recipes/apply-recipe";
import { copyProject } from "./recipes/copy-project";
import { changeSettings, withoutBuildCache } from "./recipes/copy-settings";
import { readRecipes } from "./recipes/recipe-book";

const biome = join(projectDirectory, "node_modules/@biomejs/biome/bin/biome");

/**
 * Applies every recipe in docs/recipes to a copy of the project, then lints and builds the copy.
 */
async function tryRecipes(): Promise<void> {
  const copy = await copyProject("recipes");
  for (const recipe of await readRecipes()) {
    await applyRecipe(copy, recipe, (command) => run(copy, command, [], { shell: true }));
  }
  await changeSettings(copy, withoutBuildCache);
  // Makes the build check the types of tests and scripts as well.
  await writeFile(join(copy, "tsconfig.build.json"), '{ "extends": "./tsconfig.json" }\n');
  await run(copy, process.execPath, [biome, "check", "app", "lib", "e2e"]);
  await run(copy, process.execPath, [nextCommandOf(), "build"]);
  await run(copy, process.execPath, ["--import", "tsx", "scripts/check-prerendered.ts"]);
}

async function run(cwd: string, command: string, args: string[], options = {}): Promise<void> {
  const env = nextEnvironmentFrom(untouchedEnvironment());
  const stdio: "inherit"[] = ["inherit", "inherit", "inherit"];
  const child = startChild({ command, args, spawn: { cwd, env, stdio, ...options } });
  const { code, reason } = await child.exited;
  if (code !== 0) throw new SetupError(`"${command} ${args.join(" ")}" failed (${reason}).`);
}

try {
  // Leaves the CPU to other work on this machine.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  await tryRecipes();
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
