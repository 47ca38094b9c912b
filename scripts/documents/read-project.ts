import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param path - from the root of the project */
export function readProjectFile(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** The folders for what a builder adds, which tests of Foyer's own files leave alone (docs/recipes/README.md). */
const buildersFiles =
  /^(app\/(?!\(foyer\)\/|api\/(auth|clean-up|failed-page|health)\/|brand\/|refused\/|too-many\/|unavailable\/|[^/]+$)|components\/(app|ui\/(?!(button|button-content|icon)\.))|lib\/(app|db\/app)\/)/;

/** Whether Foyer wrote a file below app, components or lib, by its path from the root. */
export function isFoyers(path: string): boolean {
  return !buildersFiles.test(path);
}

/** Lists the files below a folder of the project, by their paths from its root. */
export function projectFiles(folder: string, wanted: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path).replaceAll("\\", "/"))
    .filter((path) => wanted.test(path));
}
