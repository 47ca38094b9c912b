import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { localDirectory, projectDirectory } from "../processes/project-paths";

/**
 * What a copy goes without: what is made, what is secret, and the packages with their lock file. A
 * folder below the project finds the project's own, and Next.js takes the topmost lock file for the
 * root of everything.
 */
const leftOut =
  /^(node_modules|\.next|\.git|\.local|\.env(?!\.local\.example).*|package-lock\.json|playwright-report|test-results|.*\.tsbuildinfo)$/;

/**
 * Copies the project as it stands, whatever is committed, to a folder of its own within it.
 * @returns the folder
 */
export async function copyProject(name: string): Promise<string> {
  const copy = join(localDirectory, name);
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  for (const entry of await readdir(projectDirectory)) {
    if (leftOut.test(entry)) continue;
    await cp(join(projectDirectory, entry), join(copy, entry), { recursive: true });
  }
  return copy;
}
