import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { localDirectory } from "../processes/project-paths";

const file = join(localDirectory, "app-url");

/** Remembers where the app is, which takes another port if its own is in use. */
export async function rememberAppUrl(url: string, path = file): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${url}\n`);
}

/** Where the app was at its last start, or is; null if it never started here. */
export async function lastAppUrl(path = file): Promise<string | null> {
  const text = await readFile(path, "utf8").catch(() => "");
  return URL.canParse(text.trim()) ? text.trim() : null;
}
