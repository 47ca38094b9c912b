import { config } from "@/lib/config/config";

/**
 * Whether `foyer.config.ts` lists a path as prerendered.
 * @param path - decoded, without its query; or a route, such as `/blog/[slug]`
 */
export function isListedAsPrerendered(path: string, listed = config().prerendered): boolean {
  return listed.some((pattern) =>
    pattern.endsWith("/*") ? isBelow(pattern.slice(0, -1), path) : pattern === path,
  );
}

/** @param folder - with the slash at its end */
function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder) && path.length > folder.length;
}
