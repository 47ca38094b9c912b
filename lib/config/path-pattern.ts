/**
 * Whether a path is one that a pattern of `foyer.config.ts` stands for. `/*` at the end stands for every
 * path below: `/blog/*` covers `/blog/a` and `/blog/a/b`, but not `/blog`.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  return pattern.endsWith("/*") ? isBelow(pattern.slice(0, -1), path) : pattern === path;
}

/** @param folder - with the slash at its end */
function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder) && path.length > folder.length;
}
