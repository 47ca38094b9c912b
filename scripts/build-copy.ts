import { cp } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./processes/child";
import { nextEnvironmentFrom, untouchedEnvironment } from "./processes/project-environment";
import { nextCommandOf, projectDirectory } from "./processes/project-paths";
import { describeFailure, SetupError } from "./processes/setup-error";
import { copyProject } from "./recipes/copy-project";

/**
 * Makes the production build of a copy of the project to which the files of a folder were added:
 * `node --import tsx scripts/build-copy.ts <name of the copy> <folder>`.
 */
async function buildCopy(name: string, added: string): Promise<void> {
  const copy = await copyProject(name);
  await cp(join(projectDirectory, added), copy, { recursive: true });
  const child = startChild({
    command: process.execPath,
    args: [nextCommandOf(), "build"],
    spawn: { cwd: copy, env: nextEnvironmentFrom(untouchedEnvironment()), stdio: "inherit" },
  });
  const { code, reason } = await child.exited;
  if (code !== 0) throw new SetupError(`The build of ${copy} failed (${reason}).`);
}

try {
  const [name, added] = process.argv.slice(2);
  if (!name || !added) throw new SetupError("Name the copy, and the folder of files to add.");
  await buildCopy(name, added);
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
