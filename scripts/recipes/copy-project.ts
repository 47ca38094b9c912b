import { cp, mkdir, readdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { localDirectory, projectDirectory } from "../processes/project-paths";

/**
 * Left out of a copy: generated files, secrets, and the packages with their lock file. Node.js
 * finds the packages in the project above, and Next.js takes the topmost lock file's folder as its
 * root.
 */
const leftOut =
  /^(node_modules|\.next|\.git|\.local|\.env(?!\.local\.example).*|package-lock\.json|playwright-report|test-results|.*\.tsbuildinfo)$/;

/**
 * Copies the project, including uncommitted changes, to a folder below `.local`.
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

/** `app/fonts.css` refers to the font files by path, so they must be below the copy itself. */
async function linkFonts(copy: string): Promise<void> {
  const fonts = join("node_modules", "@fontsource-variable");
  await mkdir(join(copy, "node_modules"));
  await symlink(join(projectDirectory, fonts), join(copy, fonts), "junction");
}
