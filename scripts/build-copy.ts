import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./processes/child";
import { nextEnvironmentFrom, untouchedEnvironment } from "./processes/project-environment";
import { nextCommandOf, projectDirectory } from "./processes/project-paths";
import { describeFailure, SetupError } from "./processes/setup-error";
import { applyRecipe } from "./recipes/apply-recipe";
import { copyProject } from "./recipes/copy-project";
import { changeSettings, withoutBuildCache, withoutTypes } from "./recipes/copy-settings";
import { readRecipeFile } from "./recipes/recipe-book";

/**
 * Copies the project, follows the steps of documents, adds the files of a folder, and builds the copy for
 * production: `node --import tsx scripts/build-copy.ts <name of the copy> <folder> [document …]`.
 */
async function buildCopy(name: string, folder: string, documents: string[]): Promise<void> {
  const copy = await copyProject(name);
  // A product's own pages, in whose place the folder has some: they may not be made for these documents.
  await rm(join(copy, "app/(app)"), { recursive: true, force: true });
  for (const document of documents) {
    await applyRecipe(copy, await readRecipeFile(document), (command) => {
      throw new SetupError(`"${command}" is not run.`);
    });
  }
  await cp(join(projectDirectory, folder), copy, { recursive: true });
  await changeSettings(copy, withoutTypes, withoutBuildCache);
  await run(copy, nextCommandOf(), "build");
  await run(copy, "--import", "tsx", "scripts/check-prerendered.ts");
}

async function run(cwd: string, ...args: string[]): Promise<void> {
  const env = nextEnvironmentFrom(untouchedEnvironment());
  const spawn = { cwd, env, stdio: ["inherit", "inherit", "inherit"] as "inherit"[] };
  const child = startChild({ command: process.execPath, args, spawn });
  const { code, reason } = await child.exited;
  if (code !== 0) {
    throw new SetupError(`The build of ${cwd} failed (${reason}); see the output above.`);
  }
}

try {
  const [name, folder, ...documents] = process.argv.slice(2);
  if (!name || !folder) {
    throw new SetupError(
      "An argument is missing. Usage: node --import tsx scripts/build-copy.ts <name of the copy> <folder> [document …]",
    );
  }
  await buildCopy(name, folder, documents);
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
