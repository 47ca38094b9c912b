import { cp, mkdir, readdir, rm, symlink } from "node:fs/promises";
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
  await linkFonts(copy);
  return copy;
}

/** `app/fonts.ts` names its files by their path, and not by a package that is looked for. */
async function linkFonts(copy: string): Promise<void> {
  const fonts = join("node_modules", "@fontsource-variable");
  await mkdir(join(copy, "node_modules"));
  await symlink(join(projectDirectory, fonts), join(copy, fonts), "junction");
}
