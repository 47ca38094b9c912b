import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param path - from the root of the project */
export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Lists the files below a folder of the project, by their paths from its root. */
export function projectFiles(folder: string, wanted: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path).replaceAll("\\", "/"))
    .filter((path) => wanted.test(path));
}
