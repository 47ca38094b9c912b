import { execFile } from "node:child_process";
import { chmod, cp, lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** For root, the user of the image, since root may write anywhere. Others keep their own. */
export const imageUser = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

/** Copies what is in the image to a folder away from the project and its packages, and lets no one write there. */
export async function copyImage(): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), "foyer-image-"));
  await cp(".next/standalone", directory, { recursive: true });
  await setModes(directory, { folder: 0o555, file: 0o444 });
  return {
    directory,
    remove: async () => {
      await setModes(directory, { folder: 0o755, file: 0o644 });
      await rm(directory, { recursive: true });
    },
  };
}

async function setModes(directory: string, modes: { folder: number; file: number }) {
  await chmod(directory, modes.folder);
  for (const name of await readdir(directory, { recursive: true })) {
    const path = join(directory, name);
    const entry = await lstat(path);
    const mode = entry.isDirectory() ? modes.folder : modes.file;
    if (!entry.isSymbolicLink()) await chmod(path, mode);
  }
}

/**
 * Runs a command of the image, such as `migrate.mjs`, with these settings and no others.
 * @param directory - of `copyImage`
 */
export function runImageCommand(
  directory: string,
  [file, ...args]: [file: string, ...args: string[]],
  settings: Record<string, string>,
): Promise<{ code: number; output: string; errors: string }> {
  const command = [join(directory, file), ...args];
  const options = { ...imageUser, cwd: "/", env: settings as unknown as NodeJS.ProcessEnv };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, options, (error, output, errors) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), output, errors });
    });
  });
}
