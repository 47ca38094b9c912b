import { cp } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./processes/child";
import { nextEnvironmentFrom, untouchedEnvironment } from "./processes/project-environment";
import { nextCommandOf, projectDirectory } from "./processes/project-paths";
import { describeFailure, SetupError } from "./processes/setup-error";
import { copyProject } from "./recipes/copy-project";

/**
 * Copies the project, adds the files of a folder, and builds the copy for production:
 * `node --import tsx scripts/build-copy.ts <name of the copy> <folder>`.
 */
async function buildCopy(name: string, folder: string): Promise<void> {
  const copy = await copyProject(name);
  await cp(join(projectDirectory, folder), copy, { recursive: true });
  const child = startChild({
    command: process.execPath,
    args: [nextCommandOf(), "build"],
    spawn: { cwd: copy, env: nextEnvironmentFrom(untouchedEnvironment()), stdio: "inherit" },
  });
  const { code, reason } = await child.exited;
  if (code !== 0) {
    throw new SetupError(`The build of ${copy} failed (${reason}); see the output above.`);
  }
}

try {
  const [name, folder] = process.argv.slice(2);
  if (!name || !folder) {
    throw new SetupError(
      "An argument is missing. Usage: node --import tsx scripts/build-copy.ts <name of the copy> <folder>",
    );
  }
  await buildCopy(name, folder);
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
